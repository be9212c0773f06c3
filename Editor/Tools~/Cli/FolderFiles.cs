using RnnGen.Media;

namespace RnnGen.Cli;

/// <summary>Reads files of a folder one by one, and says which were skipped.</summary>
/// <param name="folder">The folder that the user named.</param>
/// <param name="what">What it should hold, as "pictures".</param>
/// <param name="terminal">Where to say it.</param>
/// <param name="cancel">Ends the reading.</param>
internal sealed class FolderFiles(string folder, string what, Terminal terminal, CancellationToken cancel)
{
    private readonly List<string> reasons = [];

    /// <summary>Reads a file, or skips it and gives null.</summary>
    public T? Read<T>(string path, Func<Stream, T> read)
        where T : class
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            using var stream = File.OpenRead(path);
            return read(stream);
        }
        catch (Exception exception)
            when (exception is PictureFormatException or IOException or UnauthorizedAccessException)
        {
            reasons.Add($"'{path}': {exception.Message}");
            terminal.Say($"Skipped {reasons[^1]}");
            return null;
        }
    }

    /// <summary>Gets what to say where nothing was read.</summary>
    /// <param name="which">Which files would have been, as " that end in .png".</param>
    public UserException Nothing(string which) => new(
        ExitCode.BadInput,
        reasons.Count > 0
            ? $"None of the {reasons.Count} {what} in '{folder}' can be read; the first, {reasons[0]}"
            : $"A folder of {what} was expected, but '{folder}' has none{which}.");
}
