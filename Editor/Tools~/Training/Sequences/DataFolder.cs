namespace RnnGen.Training;

/// <summary>
/// Finds the files of data in folders, and splits them into those to learn from and to validate with.
/// </summary>
public static class DataFolder
{
    /// <summary>Requires that a folder is there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="expected">What it should be, as "A folder of MIDI files".</param>
    /// <exception cref="DirectoryNotFoundException">It is not.</exception>
    public static void Require(string folder, string expected)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"{expected} was expected, but '{folder}' is none.");
        }
    }

    /// <summary>Gets whether sub-folders say how the data is split, and which.</summary>
    public static bool IsSplit(string folder, out string train, out string valid)
    {
        (train, valid) = (Path.Combine(folder, "train"), Path.Combine(folder, "valid"));
        return Directory.Exists(train) && Directory.Exists(valid);
    }

    /// <summary>Gets the files with certain endings, also in sub-folders, ordered by name.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="endings">The endings, in small letters, as ".mid".</param>
    /// <returns>The path of each, and its name below the folder, with '/' between folders.</returns>
    public static IEnumerable<(string Path, string Name)> Files(string folder, params string[] endings)
    {
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => endings.Contains(Path.GetExtension(file).ToLowerInvariant()))
            .Select(file => (Path: file, Name: Path.GetRelativePath(folder, file).Replace('\\', '/')))
            .OrderBy(file => file.Name, StringComparer.Ordinal);
    }

    /// <summary>Gets the first folder of a name, which is its class; null if it has none.</summary>
    public static string? ClassOf(string name) => name.IndexOf('/') is > 0 and var end ? name[..end] : null;

    /// <summary>
    /// Chooses names for validation by a hash, the same everywhere: equal names alike, and of different ones at least
    /// one for each side.
    /// </summary>
    public static List<bool> SplitByName(IReadOnlyList<string> names, double validShare)
    {
        var shares = names.Select(Share).ToList();
        var (least, most) = (shares.DefaultIfEmpty().Min(), shares.DefaultIfEmpty().Max());
        return shares.ConvertAll(share => (share < validShare || share == least) && share < most);
    }

    /// <summary>Chooses names as <see cref="SplitByName"/> does, but numbers at their ends do not count.</summary>
    /// <remarks>
    /// So variants, as "wolf1.png" and "wolf2.png", stay together; what has only numbers is no variant, and neither are
    /// those that are all of one name.
    /// </remarks>
    public static List<bool> SplitByStem(IReadOnlyList<string> names, double validShare)
    {
        var stems = names.Select(name => Stem(Path.ChangeExtension(name, null))).ToList();
        return SplitByName(stems.Distinct().Count() > 1 ? stems : names, validShare);
    }

    /// <summary>Says how <see cref="SplitByName"/> splits.</summary>
    public static string SplitName(double validShare)
    {
        return FormattableString.Invariant($"by a hash of the name, {validShare:P0} for validation");
    }

    private static string Stem(string name)
    {
        var stem = name.TrimEnd([.. "0123456789"]);
        return Path.GetFileName(stem).Any(char.IsLetter) ? stem : name;
    }

    /// <summary>Gets a number in [0, 1) from a name, the same everywhere (FNV-1a).</summary>
    private static double Share(string name)
    {
        return new Rng(Fnv.Of(name)).Uniform();
    }

    /// <summary>Tells which files could not be used, each with the reason.</summary>
    public static void SaySkipped(IEnumerable<(string File, string Reason)> files, Action<string> say)
    {
        foreach (var (file, reason) in files)
        {
            say($"Skipped '{file}': {reason}");
        }
    }
}
