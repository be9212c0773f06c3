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

    [Test]
    public void The_list_names_every_experiment()
    {
        var lines = CommandLine.Run("lab", "list", "--json").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var names = lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("name").GetString());
        Assert.That(names, Is.EqualTo(Lecture.Experiments.Select(one => one.Name)));
        Assert.That(CommandLine.Run("lab", "list").Output, Does.Contain("vanishing-gradients"));
    }

    [Test]
    public void There_is_no_other_experiment()
    {
        Assert.That(CommandLine.Run("lab", "run", "perpetual-motion").ExitCode, Is.EqualTo(1));
    }
}
