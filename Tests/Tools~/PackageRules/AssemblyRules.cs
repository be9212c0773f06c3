using System.Text.Json;
using NUnit.Framework;

namespace RnnGen.Tools.Tests.PackageRules;

/// <summary>Names, places and settings of the assemblies that Unity compiles.</summary>
public sealed class AssemblyRules
{
    private static IEnumerable<string> Definitions => PackageTree.FilesWith(".asmdef");

    [TestCaseSource(nameof(Definitions))]
    public void A_definition_is_named_as_its_file_and_its_keys_stand_once(string path)
    {
        var definition = Read(path);
        Assert.That(NameOf(definition), Is.EqualTo(Path.GetFileNameWithoutExtension(path)));
        Assert.That(NameOf(definition), Does.Match(@"^[0-9A-Z][0-9A-Za-z]*(\.[0-9A-Z][0-9A-Za-z]*)*$"));
        Assert.That(definition.EnumerateObject().Select(property => property.Name), Is.Unique);
    }

    [TestCaseSource(nameof(Definitions))]
    public void A_definition_is_where_Unity_expects_its_kind(string path)
    {
        var definition = Read(path);
        var editorOnly = Words(definition, "includePlatforms").SequenceEqual(["Editor"]);
        var expected = (NameOf(definition).EndsWith(".Tests", StringComparison.Ordinal), editorOnly) switch
        {
            (true, true) => "Tests/Editor/",
            (true, false) => "Tests/Runtime/",
            (false, true) => "Editor/",
            (false, false) => path.StartsWith("Samples/", StringComparison.Ordinal) ? "Samples/" : "Runtime/",
        };
        Assert.That(path, Does.StartWith(expected));
    }

    [TestCaseSource(nameof(Definitions))]
    public void References_are_names_that_exist(string path)
    {
        var known = Definitions.Select(other => Path.GetFileNameWithoutExtension(other))
            .Concat(["UnityEngine.TestRunner", "UnityEditor.TestRunner"]);
        Assert.That(Words(Read(path), "references"), Is.SubsetOf(known));
    }

    [TestCaseSource(nameof(Definitions))]
    public void Tests_are_compiled_only_where_tests_run(string path)
    {
        var definition = Read(path);
        var isTest = path.StartsWith("Tests/", StringComparison.Ordinal);
        var constraints = Words(definition, "defineConstraints");
        Assert.That(constraints, isTest ? Is.EqualTo(new[] { "UNITY_INCLUDE_TESTS" }) : Is.Empty);
        Assert.That(definition.GetProperty("autoReferenced").GetBoolean(), Is.EqualTo(!isTest));
    }

    [Test]
    public void Core_has_never_heard_of_the_engine()
    {
        var core = Read("Runtime/Core/RnnGen.asmdef");
        Assert.That(core.GetProperty("noEngineReferences").GetBoolean(), Is.True);
        Assert.That(Words(core, "references"), Is.Empty);
        Assert.That(Words(core, "precompiledReferences"), Is.Empty);
    }

    [Test]
    public void Every_visible_script_belongs_to_one_definition()
    {
        var folders = Definitions.Select(path => path[..(path.LastIndexOf('/') + 1)]).ToList();
        foreach (var script in PackageTree.FilesWith(".cs").Where(path => !PackageTree.IsHidden(path)))
        {
            var owners = folders.Count(folder => script.StartsWith(folder, StringComparison.Ordinal));
            Assert.That(owners, Is.EqualTo(1), script);
        }
    }

    private static JsonElement Read(string path)
    {
        return JsonDocument.Parse(PackageTree.ReadText(path)).RootElement;
    }

    private static string NameOf(JsonElement definition)
    {
        return definition.GetProperty("name").GetString()!;
    }

    private static string[] Words(JsonElement definition, string key)
    {
        return [.. definition.GetProperty(key).EnumerateArray().Select(word => word.GetString()!)];
    }
}
