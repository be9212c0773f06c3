using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;
using RnnGen.Tools.Tests.Cli;

namespace RnnGen.Tools.Tests;

/// <summary>What a training goes on with, and what it refuses to, as users see it.</summary>
public sealed class ResumeTests
{
    [Test]
    public void The_model_to_begin_with_stays_the_same_and_on_the_card()
    {
        using var folder = Folder();
        Assert.That(Train(folder, "first model", "--seed", "1").ExitCode, Is.Zero);
        File.Copy(folder.File("first model"), folder.File("other"));
        string[] begun = ["--seed", "2", "--minutes", "0.00001"];
        Assert.That(Train(folder, "more", ["--from", folder.File("first model"), .. begun]).ExitCode, Is.Zero);
        var refused = Train(folder, "more", "--resume", "--from", folder.File("other"));
        Assert.That(refused.ExitCode, Is.EqualTo(2), refused.Error);
        Assert.That(refused.ErrorLines[^1], Does.Contain("with, 'first model', but got 'other': leave --from out"));

        // Another is written in its place.
        File.Delete(folder.File("more"));
        Assert.That(Train(folder, "more", "--resume").ExitCode, Is.Zero);
        var card = CardOf(folder.File("more"));
        Assert.That((int?)card["steps"], Is.GreaterThan(0));
        Assert.That((string?)card["from"], Is.EqualTo("first model"));
        Assert.That((string?)card["command"], Does.Contain(" --from 'first model' "));

        Assert.That(Train(folder, "random", begun).ExitCode, Is.Zero);
        refused = Train(folder, "random", "--resume", "--from", folder.File("other"));
        Assert.That(refused.ErrorLines[^1], Does.Contain("with, random weights, but got 'other'"));
    }

    [Test]
    public void The_best_model_must_be_there()
    {
        using var folder = Folder();
        Assert.That(Train(folder, "song", "--seed", "1").ExitCode, Is.Zero);
        File.Move(folder.File("song"), folder.File("kept"));
        var refused = Train(folder, "song", "--resume");
        Assert.That(refused.ExitCode, Is.EqualTo(2), refused.Error);
        Assert.That(refused.ErrorLines[^1], Does.Contain("song' does not exist: put it back"));
        File.Move(folder.File("kept"), folder.File("song"));
        Assert.That(Train(folder, "song", "--resume").ExitCode, Is.Zero);
    }

    // What ended before its first validation is validated then, which the training that goes on knows nothing of: here
    // that model is told to be better than any.
    [Test]
    public void A_worse_model_does_not_replace_a_better_one()
    {
        using var folder = Folder();
        Assert.That(Train(folder, "song", "--seed", "2", "--minutes", "0.00001").ExitCode, Is.Zero);
        var model = Checkpoint.Load(folder.File("song"));
        var card = CardOf(folder.File("song"));
        card["validationNll"] = 0.5;
        model.Metadata["card"] = card.ToJsonString();
        model.Save(folder.File("song"));
        var better = File.ReadAllBytes(folder.File("song"));
        var result = Train(folder, "song", "--resume", "--json");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Error, Does.Contain("in validation").And.Not.Contain("the best so far"));
        Assert.That(File.ReadAllBytes(folder.File("song")), Is.EqualTo(better));
        Assert.That(JsonNode.Parse(result.Output)!["validationNll"]!.GetValue<double>(), Is.EqualTo(0.5));
        Assert.That(Train(folder, "song", "--resume").ExitCode, Is.Zero);
        Assert.That(File.ReadAllBytes(folder.File("song")), Is.EqualTo(better));
    }

    private static TemporaryFolder Folder()
    {
        var folder = new TemporaryFolder();
        Pieces.Save(folder.File("midi"), [.. Enumerable.Range(0, 12).Select(i => Pieces.Melody((ulong)i, 30))]);

        // As programs for Windows write it: with a byte order mark.
        folder.File("settings.json", Encoding.UTF8.GetBytes(
            "\uFEFF{ \"size\": 12, \"layers\": 1, \"batch\": 4, \"window\": 16, \"validateEvery\": 10, \"epochs\": 3, "
            + "\"warmUp\": 5 }"));
        return folder;
    }

    private static JsonNode CardOf(string file) => JsonNode.Parse(Checkpoint.Load(file).Metadata["card"])!;

    private static CommandLine.Outcome Train(TemporaryFolder folder, string name, params string[] more)
    {
        return CommandLine.Run(
        [
            "music", "train", "--data", folder.File("midi"), "--out", folder.File(name), "--threads", "1", "--config",
            folder.File("settings.json"), .. more,
        ]);
    }
}
