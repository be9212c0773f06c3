namespace RnnGen.Tools.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rnngen-test-");

    public void Dispose() => folder.Delete(recursive: true);

    public string File(string name) => System.IO.Path.Combine(folder.FullName, name);

    public byte[] Bytes(string name) => System.IO.File.ReadAllBytes(File(name));

    public string Path => folder.FullName;
}
