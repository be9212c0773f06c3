using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace RnnGen.Tools.Tests.PackageRules;

/// <summary>What may not be used in what ships inside a game.</summary>
public sealed partial class RuntimeRules
{
    // Random, and the logarithms of Math: their numbers differ between platforms. Linq: it allocates. Vector<T>: a
    // trap under Mono and IL2CPP.
    private static readonly string[] Banned =
    [
        "System.Random", "System.Linq.Enumerable", "System.Numerics.Vector`1", "System.Half",
        "System.Text.Json.JsonSerializer",
    ];

    private static IEnumerable<string> Scripts => PackageTree.FilesWith(".cs")
        .Where(path => path.StartsWith("Runtime/", StringComparison.Ordinal));

    [Test]
    public void Every_script_turns_nullability_on_itself()
    {
        // Unity has no setting for it.
        var without = Scripts
            .Where(path => File.ReadLines(PackageTree.FullPath(path)).First() != "#nullable enable");
        Assert.That(without, Is.Empty);
    }

    [Test]
    public void No_script_names_a_banned_type()
    {
        foreach (var path in Scripts)
        {
            var code = Comment().Replace(PackageTree.ReadText(path), "");
            Assert.That(BannedWord().Match(code).Value, Is.Empty, path);
        }
    }

    // Oracle: the types that the compiled assembly refers to.
    [Test]
    public void The_compiled_assembly_refers_to_no_banned_type()
    {
        using var file = new PEReader(File.OpenRead(typeof(AtomicFile).Assembly.Location));
        var metadata = file.GetMetadataReader();
        var used = metadata.TypeReferences
            .Select(metadata.GetTypeReference)
            .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}")
            .ToList();
        Assert.That(used, Does.Contain("System.Object"));
        Assert.That(used.Intersect(Banned), Is.Empty);
    }

    [GeneratedRegex(@"//.*|/\*[\s\S]*?\*/")]
    private static partial Regex Comment();

    [GeneratedRegex(
        @"\bSystem\.Linq\b|\bnew Random\(|\bVector<|\bFusedMultiplyAdd\b|\bRandom\.Shared\b"
        + @"|\bMathF?\.(Log|Exp|Pow|Cbrt|A?(Sin|Cos|Tan))\w*\(")]
    private static partial Regex BannedWord();
}
