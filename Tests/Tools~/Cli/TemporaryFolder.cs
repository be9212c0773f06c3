namespace RnnGen.Tools.Tests.Cli;

/// <summary>A folder of its own for one test, removed with all that is in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder()
    {
        Path = Directory.CreateTempSubdirectory("rnngen-").FullName;
    }

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
    }

    /// <summary>Gets the path of a file in this folder, which need not be there.</summary>
    public string File(string name)
    {
        return System.IO.Path.Combine(Path, name);
    }

    /// <summary>Writes a file into this folder and gets its path.</summary>
    public string File(string name, byte[] content)
    {
        System.IO.File.WriteAllBytes(File(name), content);
        return File(name);
    }

    /// <summary>Gets the names of all that is in the folder and below.</summary>
    public string[] Names => [.. Directory.GetFileSystemEntries(Path, "*", SearchOption.AllDirectories)
        .Select(entry => System.IO.Path.GetRelativePath(Path, entry))
        .Order(StringComparer.Ordinal)];

    public string Path { get; }
}
