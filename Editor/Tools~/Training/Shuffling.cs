namespace RnnGen.Training;

/// <summary>Puts things in an order of chance (Fisher and Yates, 1938).</summary>
internal static class Shuffling
{
    /// <summary>Exchanges things until each order is as likely as any other.</summary>
    public static void Shuffle<T>(this Rng rng, Span<T> things)
    {
        for (var i = things.Length - 1; i > 0; i--)
        {
            var other = rng.Below(i + 1);
            (things[i], things[other]) = (things[other], things[i]);
        }
    }
}
