namespace RnnGen.Cli;

/// <summary>Finds MIDI files in folders.</summary>
internal static class MidiFiles
{
    private static readonly HashSet<string> Extensions =
        new(StringComparer.OrdinalIgnoreCase) { ".mid", ".midi", ".rmi", ".kar" };

    /// <summary>
    /// Gets the files that are named, and in the place of each folder the MIDI files in it and its
    /// sub-folders, sorted by path.
    /// </summary>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            files.AddRange(Directory.Exists(path) ? In(path) : [path]);
        }

        return files;
    }

    private static IEnumerable<string> In(string folder)
    {
        var everywhere = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.None,
        };
        return Directory.EnumerateFiles(folder, "*", everywhere)
            .Where(file => Extensions.Contains(Path.GetExtension(file)))
            .Order(StringComparer.Ordinal);
    }
}
