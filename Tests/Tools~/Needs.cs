using NUnit.Framework;

namespace RnnGen.Tools.Tests;

/// <summary>What tests need beside this repository: corpora and programs.</summary>
/// <remarks>
/// What is missing skips the test, but fails it with CI=true, where nothing may be missing.
/// </remarks>
internal static class Needs
{
    /// <summary>Gets the folder of the repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>Gets the path of something in the repository.</summary>
    public static string InRepository(params string[] parts)
    {
        return Path.Combine([Repository, .. parts]);
    }

    /// <summary>Gets the folder of a corpus, below RNNGEN_DATA or ../shared/data.</summary>
    public static string Corpus(string name)
    {
        var data = Environment.GetEnvironmentVariable("RNNGEN_DATA")
            ?? Path.Combine(Repository, "..", "shared", "data");
        var folder = Path.GetFullPath(Path.Combine(data, name));
        if (!Directory.Exists(folder))
        {
            Missing($"the corpus '{name}' (set RNNGEN_DATA to the folder that holds it)");
        }

        return folder;
    }

    /// <summary>Requires a program that can be called by name, and gets its path.</summary>
    public static string Program(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var found = folders
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name))
            .FirstOrDefault(File.Exists);
        if (found is null)
        {
            Missing($"the program '{name}'");
        }

        return found!;
    }

    /// <summary>Requires a package of npm, and gets the folder that Node.js finds it in.</summary>
    public static string NodePackage(string name)
    {
        var packages = InRepository("Tests", "Tools~", "node", "node_modules");
        if (!Directory.Exists(Path.Combine(packages, name)))
        {
            Missing($"the npm package '{name}' (run 'npm install --no-package-lock' in Tests/Tools~/node)");
        }

        return packages;
    }

    /// <summary>Gets whether this run must have everything that its tests need.</summary>
    public static bool Ci => Environment.GetEnvironmentVariable("CI") == "true";

    private static void Missing(string what)
    {
        var sentence = $"This test needs {what}, which is missing here.";
        if (Ci)
        {
            Assert.Fail(sentence);
        }

        Assert.Ignore(sentence);
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "RnnGen.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
