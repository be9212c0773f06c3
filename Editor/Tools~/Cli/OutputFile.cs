namespace RnnGen.Cli;

/// <summary>The one place where commands write files that users name.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file whole or not at all, and makes its folder where it is missing.</summary>
    /// <exception cref="UserException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            {
                Directory.CreateDirectory(folder);
            }

            AtomicFile.Write(path, write);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException(ExitCode.Failed, $"'{path}' cannot be written: {exception.Message}");
        }
    }

    /// <summary>Writes a file of these bytes.</summary>
    /// <exception cref="UserException">The file cannot be written.</exception>
    public static void Write(string path, byte[] bytes)
    {
        Write(path, stream => stream.Write(bytes));
    }
}
