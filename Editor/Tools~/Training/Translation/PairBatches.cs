namespace RnnGen.Training;

/// <summary>Puts pairs of about one length together, so that batches hold little padding.</summary>
internal static class PairBatches
{
    // Sorting more at once pads less, and mixes less.
    private const int Pool = 20;

    /// <summary>
    /// Makes batches of all pairs, in an order of chance: pools of batches are sorted by length and cut
    /// (Bahdanau, Cho and Bengio, 2015), and the batches shuffled.
    /// </summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="rows">The rows of a batch; the last may have fewer.</param>
    /// <param name="rng">Where chance comes from.</param>
    public static IReadOnlyList<TokenPair[]> Bucket(IReadOnlyList<TokenPair> pairs, int rows, Rng rng)
    {
        TokenPair[] order = [.. pairs];
        Shuffle(order, rng);
        TokenPair[][] batches =
        [
            .. order.Chunk(Pool * rows).SelectMany(pool => pool
                .OrderBy(pair => pair.Target.Length).ThenBy(pair => pair.Source.Length).Chunk(rows)),
        ];
        Shuffle(batches, rng);
        return batches;
    }

    private static void Shuffle<T>(T[] items, Rng rng)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var other = rng.Below(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
