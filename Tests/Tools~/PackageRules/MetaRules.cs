using System.Text.RegularExpressions;
using NUnit.Framework;

namespace RnnGen.Tools.Tests.PackageRules;

/// <summary>Unity drops whatever has no meta file from a package that it may not write to.</summary>
public sealed partial class MetaRules
{
    [Test]
    public void Every_asset_has_a_meta_file()
    {
        var known = PackageTree.Files.ToHashSet();
        var missing = PackageTree.Assets.Where(asset => !known.Contains(asset + ".meta")).ToList();
        if (!Needs.Ci)
        {
            missing.ForEach(MetaFile.Create);
        }

        Assert.That(missing, Is.Empty, "These had no meta file; outside CI it is there now: commit it.");
    }

    [Test]
    public void Every_meta_file_has_an_asset_that_Unity_sees()
    {
        var wanted = PackageTree.Assets.Select(asset => asset + ".meta").ToHashSet();
        var orphans = PackageTree.FilesWith(".meta").Where(meta => !wanted.Contains(meta));
        Assert.That(orphans, Is.Empty, "After a rename, rename the meta file too; otherwise delete it.");
    }

    [Test]
    public void Guids_are_well_formed_and_unique()
    {
        var guids = PackageTree.FilesWith(".meta")
            .Select(meta => GuidLine().Match(PackageTree.ReadText(meta)).Groups[1].Value)
            .ToList();
        Assert.That(guids, Has.All.Length.EqualTo(32));
        Assert.That(guids, Is.Unique);
    }

    [Test]
    public void Folders_are_marked_as_such()
    {
        foreach (var meta in PackageTree.FilesWith(".meta"))
        {
            var marked = PackageTree.ReadText(meta).Contains("folderAsset: yes", StringComparison.Ordinal);
            var isFolder = Directory.Exists(PackageTree.FullPath(meta[..^".meta".Length]));
            Assert.That(marked, Is.EqualTo(isFolder), meta);
        }
    }

    // printf %s 'com.rnngen.generator/package.json*' | sha1sum
    [Test]
    public void New_guids_equal_sha1sum_but_for_the_marks_of_a_uuid()
    {
        Assert.That(MetaFile.GuidOf("package.json"), Is.EqualTo("a61123653fef5f199f72d7f6a0e9ee21"));
    }

    [GeneratedRegex("^guid: ([0-9a-f]{32})$", RegexOptions.Multiline)]
    private static partial Regex GuidLine();
}
