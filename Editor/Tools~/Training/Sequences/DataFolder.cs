namespace RnnGen.Training;

/// <summary>
/// Finds the files of data in folders, and splits them into those to learn from and to validate with.
/// </summary>
internal static class DataFolder
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
    /// <returns>The path of each, and its name below the folder, with '/' between folders.</returns>
    public static IEnumerable<(string Path, string Name)> Files(string folder, params string[] endings)
    {
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => endings.Contains(Path.GetExtension(file).ToLowerInvariant()))
            .Select(file => (Path: file, Name: Path.GetRelativePath(folder, file).Replace('\\', '/')))
            .OrderBy(file => file.Name, StringComparer.Ordinal);
    }

    /// <summary>Chooses names for validation by a hash, the same everywhere; of two or more, one at least.</summary>
    public static List<bool> SplitByName(IReadOnlyList<string> names, double validShare)
    {
        var isValid = names.Select(name => Share(name) < validShare).ToList();
        if (names.Count > 1 && !isValid.Contains(true))
        {
            isValid[Enumerable.Range(0, names.Count).MinBy(i => Share(names[i]))] = true;
        }

        return isValid;
    }

    /// <summary>Says how <see cref="SplitByName"/> splits.</summary>
    public static string SplitName(double validShare)
    {
        return FormattableString.Invariant($"by a hash of the name, {validShare:P0} for validation");
    }

    /// <summary>Gets a number in [0, 1) from a name, the same everywhere (FNV-1a).</summary>
    private static double Share(string name)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in name)
        {
            hash = unchecked((hash ^ letter) * 1099511628211);
        }

        return new Rng(hash).Uniform();
    }
}
