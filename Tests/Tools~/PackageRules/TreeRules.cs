using System.Text.RegularExpressions;
using NUnit.Framework;

namespace RnnGen.Tools.Tests.PackageRules;

/// <summary>
/// What must not lie in the tree, because Unity or its package validation would trip over it.
/// </summary>
public sealed partial class TreeRules
{
    private static readonly string[] ForbiddenExtensions =
    [
        ".bin", ".exe", ".ps1", ".vbs", ".dll", ".so", ".dylib", ".js", ".zip", ".unitypackage", ".lib",
        ".orig", ".swp", ".jpg", ".jpeg",
    ];

    [Test]
    public void No_forbidden_file_is_visible()
    {
        var found = PackageTree.Assets.Where(path =>
            ForbiddenExtensions.Contains(Path.GetExtension(path).ToLowerInvariant())
            || Path.GetFileName(path) is "csc.rsp" or "build.sh" or "codecov.yml" or "CONTRIBUTING.md");
        Assert.That(found, Is.Empty);
    }

    [Test]
    public void No_path_is_too_long_for_the_package_format()
    {
        Assert.That(PackageTree.Files.Select(path => path.Length), Has.All.LessThanOrEqualTo(140));
    }

    [Test]
    public void No_Resources_folder_and_only_one_kind_of_Samples()
    {
        Assert.That(PackageTree.Assets.SelectMany(path => path.Split('/')), Has.None.EqualTo("Resources"));
        Assert.That(Directory.Exists(PackageTree.FullPath("Samples~")), Is.False);
    }

    // On disk, since build output is ignored by git: Unity would import it all the same.
    [Test]
    public void Build_output_stays_out_of_the_tree()
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true };
        foreach (var room in new[] { "Runtime", "Editor", "Tests" })
        {
            var folders = Directory.GetDirectories(PackageTree.FullPath(room), "*", options)
                .Where(path => !path.Contains("node_modules", StringComparison.Ordinal))
                .Select(path => Path.GetFileName(path));
            Assert.That(folders, Has.None.EqualTo("bin").And.None.EqualTo("obj"), room);
        }
    }

    [Test]
    public void No_machine_is_named()
    {
        var texts = PackageTree.Files.Where(path => Path.GetExtension(path) is ".cs" or ".md" or ".sh");
        foreach (var path in texts)
        {
            var found = MachinePath().Match(PackageTree.ReadText(path));
            Assert.That(found.Success, Is.False, $"{path} names '{found.Value}'.");
        }
    }

    [GeneratedRegex(@"(?<![\w.])/(home|root|work|Users)/\w+")]
    private static partial Regex MachinePath();
}
