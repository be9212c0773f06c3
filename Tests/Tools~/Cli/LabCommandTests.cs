using System.Text.Json;
using NUnit.Framework;
using RnnGen.Media;
using RnnGen.Training;

namespace RnnGen.Tools.Tests.Cli;

public sealed class LabCommandTests
{
    [Test]
    public void A_run_leaves_its_figures_and_a_picture()
    {
        using var folder = new TemporaryFolder();
        var outcome = CommandLine.Run(
            "lab", "run", "vanishing-gradients", "--quick", "--seed", "3", "--json", "--out", folder.Path);
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Error);
        var kept = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.Path, "vanishing-gradients.json")));
        foreach (var record in new[] { kept.RootElement, JsonDocument.Parse(outcome.Output).RootElement })
        {
            Assert.That(
                record.GetProperty("command").GetString(),
                Is.EqualTo("rnngen lab run vanishing-gradients --seed 3 --quick"));
            Assert.That(record.GetProperty("holds").GetBoolean(), Is.True);
            Assert.That(record.GetProperty("figures").GetArrayLength(), Is.GreaterThan(3));
        }

        using var picture = File.OpenRead(Path.Combine(folder.Path, "vanishing-gradients.png"));
        Assert.That(PictureFile.Read(picture).Width, Is.EqualTo(900));
    }

    // Oracle: the contents; what shows a topic is a command that answers to --help.
    [Test]
    public void The_list_tells_of_every_topic_what_shows_it()
    {
        var output = CommandLine.Run("lab", "list", "--json").Output;
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.That(lines.Select(line => Text(line, "topic")), Is.EqualTo(Lecture.Topics.Select(one => one.Title)));
        var names = lines.Select(line => Text(line, "name")).OfType<string>();
        Assert.That(names, Is.EqualTo(Lecture.Experiments.Select(one => one.Name)));
        foreach (var command in lines.SelectMany(line => Text(line, "command")?.Split(", ") ?? []))
        {
            Assert.That(CommandLine.Run([.. command.Split(' '), "--help"]).ExitCode, Is.Zero, command);
        }

        var table = CommandLine.Run("lab", "list").Output;
        Assert.That(table, Does.Contain("vanishing-gradients").And.Contain("DRAW").And.Contain("not yet"));

        static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();
    }

    // Without time to learn, some figures are the mean of nothing. Nothing is kept, where such a run is not asked to.
    [Test]
    public void Figures_that_came_to_nothing_are_told_as_such()
    {
        const string Record = "Models/lab/clipping.json";
        var before = File.Exists(Record) ? File.ReadAllText(Record) : "";
        var outcome = CommandLine.Run("lab", "run", "clipping", "--minutes", "0", "--json");
        Assert.That(outcome.ExitCode, Is.EqualTo(3), outcome.Error);
        Assert.That(outcome.Output, Does.Contain("\"NaN\""));
        Assert.That(outcome.Error, Does.Contain("clipping falls short of"));
        Assert.That(File.Exists(Record) ? File.ReadAllText(Record) : "", Is.EqualTo(before));
    }

    [Test]
    public void There_is_no_other_experiment()
    {
        Assert.That(CommandLine.Run("lab", "run", "perpetual-motion").ExitCode, Is.EqualTo(1));
    }
}
