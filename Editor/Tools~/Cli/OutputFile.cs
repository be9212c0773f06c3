namespace RnnGen.Cli;

/// <summary>The one place where commands write files that users name.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file whole or not at all, and makes its folder where it is missing.</summary>
    /// <exception cref="UserException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        Try(path, () => AtomicFile.Write(path, write));
    }

    /// <summary>Writes a file of these bytes.</summary>
    /// <exception cref="UserException">The file cannot be written.</exception>
    public static void Write(string path, byte[] bytes)
    {
        Write(path, stream => stream.Write(bytes));
    }

    /// <summary>Requires that a file, and others beside it, can be written after long work.</summary>
    /// <exception cref="UserException">They cannot.</exception>
    public static void RequireWritable(string path)
    {
        Try(path, () =>
        {
            if (Directory.Exists(path))
            {
                throw new IOException("It is a folder.");
            }

            if (AtomicFile.IsDevice(Path.GetFullPath(path)))
            {
                throw new IOException("A device has no room for files beside it.");
            }

            using var probe = new FileStream(
                $"{path}.{Guid.NewGuid():N}", FileMode.CreateNew, FileAccess.Write, FileShare.None, 1,
                FileOptions.DeleteOnClose);
        });
    }

    /// <summary>Requires that a file can be written after long work; of devices and links that is believed.</summary>
    /// <exception cref="UserException">It cannot.</exception>
    public static void RequireTarget(string path)
    {
        var file = new FileInfo(path);
        if (!AtomicFile.IsDevice(file.FullName) && file.LinkTarget is null)
        {
            RequireWritable(path);
        }
    }

    private static void Try(string path, Action work)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            {
                Directory.CreateDirectory(folder);
            }

            work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException(ExitCode.Failed, $"'{path}' cannot be written: {exception.Message}");
        }
    }
}
