using System.Text;
using System.Text.Json;

namespace RnnGen.Cli;

/// <summary>The one place where commands read files that users name.</summary>
internal static class InputFile
{
    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">What it should be, as "A MIDI file".</param>
    /// <exception cref="UserException">It is missing, a folder, or cannot be read.</exception>
    public static byte[] Read(string path, string expected)
    {
        return Read(path, expected, File.ReadAllBytes);
    }

    /// <summary>Reads a file in a way of its own.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">What it should be, as "A model".</param>
    /// <param name="read">Reads the file of this path.</param>
    /// <exception cref="UserException">It is missing, a folder, or cannot be read.</exception>
    public static T Read<T>(string path, string expected, Func<string, T> read)
    {
        if (Directory.Exists(path))
        {
            throw Bad(path, expected, "is a folder");
        }

        try
        {
            return read(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Bad(path, expected, "does not exist");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Bad(path, expected, $"cannot be read ({exception.Message.TrimEnd('.')})");
        }
    }

    /// <summary>Reads settings from a file of JSON.</summary>
    /// <param name="path">The file.</param>
    /// <param name="parse">Makes the settings of the text.</param>
    /// <exception cref="UserException">It cannot be read, or is not what it should be.</exception>
    public static T ReadSettings<T>(string path, Func<string, T> parse)
    {
        var text = Encoding.UTF8.GetString(Read(path, "A file of settings")).TrimStart('\uFEFF');
        try
        {
            return parse(text);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new UserException(
                ExitCode.BadInput, $"'{path}' is not a file of settings: {exception.Message}");
        }
    }

    /// <summary>Requires that a folder is there.</summary>
    /// <exception cref="UserException">There is no such folder, or it is a file.</exception>
    public static void RequireFolder(string path, string expected)
    {
        if (!Directory.Exists(path))
        {
            throw Bad(path, expected, File.Exists(path) ? "is a file" : "does not exist");
        }
    }

    private static UserException Bad(string path, string expected, string found)
    {
        return new UserException(ExitCode.BadInput, $"{expected} was expected, but '{path}' {found}.");
    }
}
