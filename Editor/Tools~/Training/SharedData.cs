namespace RnnGen.Training;

/// <summary>Finds the corpora of experiments and benchmarks, which are no part of this package.</summary>
public static class SharedData
{
    /// <summary>
    /// Gets the folder of a corpus below RNNGEN_DATA, or below ../shared/data beside the repository; there
    /// may be none.
    /// </summary>
    public static string PathOf(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RnnGen.sln")))
        {
            folder = folder.Parent;
        }

        var shared = Environment.GetEnvironmentVariable("RNNGEN_DATA")
            ?? Path.Combine(folder?.FullName ?? ".", "..", "shared", "data");
        return Path.GetFullPath(Path.Combine(shared, name));
    }
}
