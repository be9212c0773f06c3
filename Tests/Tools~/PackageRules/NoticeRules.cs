using System.Text.RegularExpressions;
using System.Xml.Linq;
using NUnit.Framework;

namespace RnnGen.Tools.Tests.PackageRules;

/// <summary>Each package that is used is told in Third Party Notices.md, with its true licence.</summary>
public sealed partial class NoticeRules
{
    private static readonly Dictionary<string, string> Notices = Notice()
        .Matches(PackageTree.ReadText("Third Party Notices.md"))
        .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    private static readonly Dictionary<string, string> Packages = XDocument
        .Parse(PackageTree.ReadText("Directory.Packages.props"))
        .Descendants("PackageVersion")
        .ToDictionary(item => item.Attribute("Include")!.Value, item => item.Attribute("Version")!.Value);

    [Test]
    public void Every_package_has_its_notice_and_every_notice_its_package()
    {
        Assert.That(Notices.Keys, Is.EquivalentTo(Packages.Keys.Append("midi-file")));
    }

    // Oracle: the nuspec that came with the restored package.
    [Test]
    public void Licences_are_those_that_the_packages_state()
    {
        var compared = 0;
        foreach (var (name, version) in Packages)
        {
            var id = name.ToLowerInvariant();
            var nuspec = Path.Combine(PackageFolder(), id, version, id + ".nuspec");
            if (File.Exists(nuspec))
            {
                var stated = XDocument.Load(nuspec).Descendants()
                    .Single(part => part.Name.LocalName == "license");
                var text = Path.Combine(Path.GetDirectoryName(nuspec)!, stated.Value);
                var license = File.Exists(text) ? File.ReadLines(text).First() : stated.Value;
                Assert.That(license, Is.EqualTo(Notices[name]).Or.EqualTo($"{Notices[name]} License"), name);
                compared++;
            }
        }

        Assert.That(compared, Is.GreaterThan(5));
    }

    private static string PackageFolder()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(home, ".nuget", "packages");
    }

    [GeneratedRegex(@"^Component Name: (.+)\n\nLicense Type: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Notice();
}
