namespace RnnGen.Training;

/// <summary>The names of the classes that networks know, in the order of their numbers.</summary>
internal static class ClassNames
{
    /// <summary>Gets the names of what is learned, each once; null has none.</summary>
    public static List<string> Of(IEnumerable<string?> learned)
    {
        return [.. learned.OfType<string>().Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Tells of labels that are no class of a network, and count as none.</summary>
    public static void SayUnknown(DrawConfig network, IEnumerable<string?> labels, Action<string> say)
    {
        const int Most = 10;
        var unknown = labels.OfType<string>().Where(label => !network.ClassNames.Contains(label)).ToList();
        var names = Of(unknown);
        if (names.Count > 0)
        {
            var list = string.Join(", ", names.Take(Most)) + (names.Count > Most ? " and others" : "");
            say($"{unknown.Count} have a label that is no class of the network, and count as none: {list}.");
        }
    }

    /// <summary>Gets the number of a class; one that is not known has that of none.</summary>
    public static int NumberIn(DrawConfig network, string? name)
    {
        var number = name is null ? -1 : network.ClassNames.ToList().IndexOf(name);
        return number < 0 ? network.Classes : number;
    }
}
