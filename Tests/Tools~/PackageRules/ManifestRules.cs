using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NUnit.Framework;

namespace RnnGen.Tools.Tests.PackageRules;

/// <summary>What Unity's package validation asks of package.json, and the texts beside it.</summary>
public sealed class ManifestRules
{
    private static readonly string[] AllowedKeys =
    [
        "author", "category", "changelogUrl", "dependencies", "description", "displayName",
        "documentationUrl", "files", "hideInEditor", "host", "keywords", "license", "name", "relatedPackages",
        "repository", "samples", "type", "unity", "unityRelease", "version", "_upm",
    ];

    private static readonly JsonElement Manifest =
        JsonDocument.Parse(PackageTree.ReadText("package.json")).RootElement;

    [Test]
    public void Keys_are_known_and_stand_once()
    {
        var keys = Manifest.EnumerateObject().Select(property => property.Name).ToList();
        Assert.That(keys, Is.SubsetOf(AllowedKeys));
        Assert.That(keys, Is.Unique);
    }

    [TestCase("name", @"^[a-z0-9][-._a-z0-9]{0,213}$")]
    [TestCase("displayName", @"^(?!Unity)[ a-zA-Z0-9]{1,50}$")]
    [TestCase("version", @"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$")]
    [TestCase("unity", @"^\d{4}\.\d$")]
    [TestCase("description", @"^.{50,}$")]
    [TestCase("license", @"^MIT$")]
    public void Values_have_their_form(string key, string form)
    {
        Assert.That(Manifest.GetProperty(key).GetString(), Does.Match(form));
    }

    [Test]
    public void The_author_has_a_name()
    {
        Assert.That(Manifest.GetProperty("author").GetProperty("name").GetString(), Is.Not.Empty);
    }

    [Test]
    public void Changelog_package_and_assemblies_have_one_version()
    {
        var version = Manifest.GetProperty("version").GetString()!;
        var newest = Regex.Match(PackageTree.ReadText("CHANGELOG.md"), @"^## (.*)$", RegexOptions.Multiline);
        var props = XDocument.Parse(PackageTree.ReadText("Directory.Build.props"));
        var form = $@"^\[{Regex.Escape(version)}\] - \d{{4}}-\d\d-\d\d$";
        Assert.That(newest.Groups[1].Value, Does.Match(form));
        Assert.That(props.Descendants("Version").Single().Value, Is.EqualTo(version));
        Assert.That(typeof(RnnGen.AtomicFile).Assembly.GetName().Version!.ToString(3), Is.EqualTo(version));
    }

    // Unity compiles them where they lie: the copy that it would import would be an assembly of the same name.
    [Test]
    public void Samples_are_folders_with_a_script_and_none_is_offered_for_import()
    {
        Assert.That(Manifest.TryGetProperty("samples", out _), Is.False);
        var samples = PackageTree.Files
            .Select(path => path.Split('/'))
            .Where(parts => parts.Length > 2 && parts[0] == "Samples")
            .Select(parts => $"Samples/{parts[1]}")
            .Distinct()
            .ToList();
        Assert.That(samples, Is.Not.Empty);
        foreach (var sample in samples)
        {
            var scripts = Directory.GetFiles(PackageTree.FullPath(sample), "*.cs");
            Assert.That(scripts, Has.Length.EqualTo(1), sample);
        }
    }

    [TestCase("README.md")]
    [TestCase("CHANGELOG.md")]
    [TestCase("LICENSE.md")]
    [TestCase("Third Party Notices.md")]
    public void The_text_is_at_the_root(string name)
    {
        Assert.That(PackageTree.Files, Does.Contain(name));
    }
}
