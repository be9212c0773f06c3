using System.Text.Json;
using System.Xml.Linq;
using NUnit.Framework;

namespace RnnGen.Tools.Tests.PackageRules;

/// <summary>Arrows point at what is known: which project may reference which, and nothing else.</summary>
public sealed class ArrowRules
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["RnnGen"] = [],
        ["RnnGen.Training"] = ["RnnGen"],
        ["RnnGen.Media"] = ["RnnGen"],
        ["RnnGen.Benchmarks"] = ["RnnGen", "RnnGen.Training"],
        ["RnnGen.Cli"] = ["RnnGen", "RnnGen.Training", "RnnGen.Media", "RnnGen.Benchmarks"],
        ["RnnGen.Tests"] = ["RnnGen"],
        ["RnnGen.Tools.Tests"] = ["RnnGen", "RnnGen.Training", "RnnGen.Media", "RnnGen.Benchmarks", "RnnGen.Cli"],
        ["RnnGen.ComposeASong"] = ["RnnGen"],
    };

    private static IEnumerable<string> Projects => PackageTree.FilesWith(".csproj");

    private static IEnumerable<string> Definitions => PackageTree.FilesWith(".asmdef");

    [TestCaseSource(nameof(Projects))]
    public void A_project_references_only_what_it_may_know(string path)
    {
        var references = XDocument.Parse(PackageTree.ReadText(path)).Descendants("ProjectReference")
            .Select(item => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value))
            .Distinct();
        Assert.That(references, Is.SubsetOf(Allowed[Path.GetFileNameWithoutExtension(path)]));
    }

    [TestCaseSource(nameof(Definitions))]
    public void A_definition_references_only_what_it_may_know(string path)
    {
        var references = JsonDocument.Parse(PackageTree.ReadText(path)).RootElement.GetProperty("references")
            .EnumerateArray()
            .Select(item => item.GetString()!)
            .Where(name => !name.EndsWith(".TestRunner", StringComparison.Ordinal));
        Assert.That(references, Is.SubsetOf(Allowed[Path.GetFileNameWithoutExtension(path)]));
    }

    [Test]
    public void Core_uses_no_package()
    {
        var core = XDocument.Parse(PackageTree.ReadText("Runtime/Core/RnnGen.csproj"));
        Assert.That(core.Descendants("PackageReference"), Is.Empty);
    }

    // Oracle: what the compiler wrote into the assemblies.
    [TestCase(typeof(AtomicFile))]
    [TestCase(typeof(RnnGen.Media.PictureFile))]
    [TestCase(typeof(RnnGen.Cli.Program))]
    public void The_compiled_assembly_references_only_what_it_may_know(Type member)
    {
        var assembly = member.Assembly;
        var references = assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("RnnGen", StringComparison.OrdinalIgnoreCase));
        Assert.That(references, Is.SubsetOf(Allowed[assembly.GetName().Name!]));
    }

    [Test]
    public void Compiled_Core_references_the_framework_only()
    {
        var references = typeof(AtomicFile).Assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name);
        Assert.That(references, Has.All.StartsWith("System."));
    }
}
