using System.Diagnostics;

namespace RnnGen.Tools.Tests.PackageRules;

/// <summary>
/// The package as Unity would see it: files and folders by path, with '/' between the parts.
/// </summary>
internal static class PackageTree
{
    /// <summary>Every file that belongs to the repository: committed, or new and not ignored.</summary>
    public static IReadOnlyList<string> Files { get; } = List();

    /// <summary>The files and folders that Unity imports, and that need a meta file therefore.</summary>
    public static IReadOnlyList<string> Assets { get; } =
    [
        .. Files.SelectMany(FoldersOf).Concat(Files)
            .Where(path => !IsHidden(path) && !path.EndsWith(".meta", StringComparison.Ordinal))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    public static IEnumerable<string> FilesWith(string extension)
    {
        return Files.Where(path => path.EndsWith(extension, StringComparison.Ordinal));
    }

    public static string ReadText(string path)
    {
        return File.ReadAllText(FullPath(path));
    }

    public static string FullPath(string path)
    {
        return Path.Combine(Needs.Repository, path);
    }

    /// <summary>
    /// Tells what Unity does not import: names that start with '.', end with '~', or are temporary.
    /// </summary>
    public static bool IsHidden(string path)
    {
        return path.EndsWith(".tmp", StringComparison.Ordinal)
            || path.Split('/').Any(part => part[0] == '.' || part[^1] == '~' || part == "cvs");
    }

    private static IEnumerable<string> FoldersOf(string path)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            yield return path[..end];
        }
    }

    private static List<string> List()
    {
        var git = new ProcessStartInfo(Needs.Program("git"))
        {
            WorkingDirectory = Needs.Repository,
            RedirectStandardOutput = true,
            ArgumentList = { "ls-files", "--cached", "--others", "--exclude-standard", "-z" },
        };
        using var process = Process.Start(git)!;
        var names = process.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return [.. names.Where(name => File.Exists(FullPath(name))).Distinct().Order(StringComparer.Ordinal)];
    }
}
