using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary>Finds MIDI files in folders.</summary>
internal static class MidiFiles
{
    private static readonly string[] Endings = [".mid", ".midi", ".rmi", ".kar"];

    /// <summary>
    /// Gets the files that are named, and in the place of each folder the MIDI files in it and its
    /// sub-folders, sorted by path.
    /// </summary>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            files.AddRange(Directory.Exists(path) ? DataFolder.Files(path, Endings).Select(file => file.Path) : [path]);
        }

        return files;
    }
}
