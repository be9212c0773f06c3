namespace RnnGen.Training;

/// <summary>The names of the classes that networks know, in the order of their numbers.</summary>
internal static class ClassNames
{
    /// <summary>Gets the names of what is learned, each once; null has none.</summary>
    public static List<string> Of(IEnumerable<string?> learned)
    {
        return [.. learned.OfType<string>().Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Gets the number of a class; one that is not known has that of none.</summary>
    public static int NumberIn(DrawConfig network, string? name)
    {
        var number = name is null ? -1 : network.ClassNames.ToList().IndexOf(name);
        return number < 0 ? network.Classes : number;
    }
}
