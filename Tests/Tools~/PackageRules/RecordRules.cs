using System.Globalization;
using System.Text.Json;
using NUnit.Framework;

namespace RnnGen.Tools.Tests.PackageRules;

/// <summary>The runs of the lab that the package keeps say what is so, and the README says what falls short.</summary>
public sealed class RecordRules
{
    private static readonly string[] records =
        [.. PackageTree.FilesWith(".json").Where(path => path.StartsWith("Models/lab/", StringComparison.Ordinal))];

    [Test]
    public void Records_are_kept()
    {
        Assert.That(records, Is.Not.Empty);
    }

    [TestCaseSource(nameof(records))]
    public void A_record_holds_if_all_its_figures_are_as_they_must_be(string path)
    {
        var record = Read(path);
        var figures = record.GetProperty("figures").EnumerateArray().ToArray();
        Assert.That(figures, Is.Not.Empty);
        foreach (var figure in figures)
        {
            Assert.That(IsTrue(figure, "holds"), Is.EqualTo(IsWithin(figure)), figure.ToString());
        }

        Assert.That(IsTrue(record, "holds"), Is.EqualTo(figures.All(IsWithin)));
    }

    [TestCaseSource(nameof(records))]
    public void The_README_says_what_falls_short_and_nothing_else(string path)
    {
        var paragraph = PackageTree.ReadText("README.md").Split("\n\n")
            .Single(text => text.Contains("`Models/lab` keeps", StringComparison.Ordinal));
        var name = $"`{Path.GetFileNameWithoutExtension(path)}`";
        var failing = Read(path).GetProperty("figures").EnumerateArray().Where(figure => !IsWithin(figure)).ToArray();
        Assert.That(paragraph, failing.Length > 0 ? Does.Contain(name) : Does.Not.Contain(name));
        foreach (var figure in failing)
        {
            var value = figure.GetProperty("value").GetDouble().ToString("0.##", CultureInfo.InvariantCulture);
            Assert.That(paragraph, Does.Contain(value));
        }
    }

    private static bool IsWithin(JsonElement figure)
    {
        var bound = figure.GetProperty("must");
        if (bound.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        var value = figure.GetProperty("value");
        return value.ValueKind == JsonValueKind.Number
            && value.GetDouble() >= (End(bound, "least") ?? double.NegativeInfinity)
            && value.GetDouble() <= (End(bound, "most") ?? double.PositiveInfinity);
    }

    private static double? End(JsonElement bound, string name)
    {
        return bound.GetProperty(name) is { ValueKind: JsonValueKind.Number } end ? end.GetDouble() : null;
    }

    private static bool IsTrue(JsonElement element, string name) => element.GetProperty(name).GetBoolean();

    private static JsonElement Read(string path)
    {
        return JsonDocument.Parse(PackageTree.ReadText(path)).RootElement;
    }
}
