using System.Text.Json;
using NUnit.Framework;

namespace RnnGen.Tools.Tests.Cli;

public sealed class MusicEvaluateTests
{
    private const string Rolls =
        """{"train": [[[60, 64], [62], [60, 64]], [[40], [41]]], "valid": [[[60], [62], [60]]]}""";

    [TestCase("music evaluate")]
    [TestCase("music evaluate --model score")]
    [TestCase("music evaluate --model score --data . --split test")]
    [TestCase("music evaluate --model score --data . --samples 0")]
    [TestCase("music evaluate --benchmark")]
    [TestCase("music evaluate --benchmark bach")]
    [TestCase("music evaluate --benchmark jsb --data a b")]
    [TestCase("music evaluate --benchmark jsb --model x --out y")]
    [TestCase("music evaluate --benchmark jsb --model x --minutes 1")]
    [TestCase("music evaluate --benchmark jsb --model x --config y")]
    [TestCase("music evaluate --benchmark jsb --samples 3")]
    [TestCase("music evaluate --model score --data . --minutes 3")]
    public void Wrong_usage_is_told(string line)
    {
        var run = CommandLine.Run(line.Split(' '));

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error.Trim(), Does.Contain("--help").Or.Contain("--"));
        Assert.That(run.Output, Is.Empty);
    }

    [Test]
    public void A_model_is_measured_on_the_valid_pieces_of_a_folder()
    {
        using var folder = new TemporaryFolder();
        WriteTunes(folder);
        var model = folder.File("model.safetensors");
        MusicModel.Create(NoteCodec.ByName("score"), new SequenceConfig { Size = 8, Layers = 1 }, 1)
            .ToCheckpoint().Save(model);
        string[] line = ["music", "evaluate", "--model", model, "--data", folder.Path, "--samples", "3"];

        var table = CommandLine.Run(line);
        var json = CommandLine.Run([.. line, "--json"]);
        var again = CommandLine.Run([.. line, "--json"]);

        Assert.That((table.ExitCode, json.ExitCode), Is.EqualTo((0, 0)), table.Error + json.Error);
        Assert.That(
            table.Output,
            Does.Contain("Markov 4").And.Contain("bar repetition").And.Contain("copied from training"));
        Assert.That(again.Output, Is.EqualTo(json.Output));
        var report = JsonDocument.Parse(json.Output).RootElement;
        Assert.That(report.GetProperty("split").GetString(), Is.EqualTo("valid"));
        Assert.That(report.GetProperty("pieces").GetInt32(), Is.EqualTo(2));
        Assert.That(report.GetProperty("samples").GetInt32(), Is.EqualTo(3));
        Assert.That(report.GetProperty("markov").GetArrayLength(), Is.EqualTo(5));
        Assert.That(report.GetProperty("model").GetProperty("perNote").GetDouble(), Is.GreaterThan(0));
    }

    [Test]
    public void A_benchmark_trains_saves_and_scores_what_was_saved_alike()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("JSB_Chorales.json"), Rolls);
        File.WriteAllText(folder.File("settings.json"), """{"size": 6, "rounds": 2}""");
        var model = folder.File("jsb.safetensors");
        string[] line = ["music", "evaluate", "--benchmark", "jsb", "--data", folder.Path, "--threads", "1"];

        var trained = CommandLine.Run(
            [.. line, "--config", folder.File("settings.json"), "--out", model, "--json"]);
        var scored = CommandLine.Run([.. line, "--model", model, "--json"]);
        var table = CommandLine.Run([.. line, "--model", model]);

        Assert.That(trained.ExitCode, Is.Zero, trained.Error);
        Assert.That(scored.Output, Is.EqualTo(trained.Output));
        var report = JsonDocument.Parse(scored.Output).RootElement;
        Assert.That(report.GetProperty("frames").GetInt32(), Is.EqualTo(2));
        Assert.That(report.GetProperty("model").GetProperty("nll").GetDouble(), Is.InRange(1, 88));
        Assert.That(report.GetProperty("baselines").GetArrayLength(), Is.EqualTo(4));
        Assert.That(table.Output, Does.Contain("lstm 1 x 6").And.Contain("logistic regression"));
        Assert.That(Checkpoint.Load(model).Metadata["card"], Does.Contain("\"size\":6"));
        Assert.That(CommandLine.Run("models", "show", model).Output, Does.Contain("lstm 1 x 6"));
        Assert.That(CommandLine.Run("models", "verify", model).ExitCode, Is.Zero);
    }

    [Test]
    public void A_split_that_is_missing_is_told_before_a_training()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("JSB_Chorales.json"), Rolls);
        var result = CommandLine.Run(
            "music", "evaluate", "--benchmark", "jsb", "--data", folder.Path, "--split", "test", "--out",
            folder.File("a.safetensors"));
        Assert.That((result.ExitCode, result.ErrorLines.Length), Is.EqualTo((2, 1)), result.Error);
        Assert.That(result.Error, Does.Contain("test"));
    }

    [Test]
    public void A_seed_that_is_given_counts_before_that_of_the_settings()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("JSB_Chorales.json"), Rolls);
        File.WriteAllText(folder.File("settings.json"), """{"size": 6, "rounds": 1, "seed": 5}""");
        string[] line =
        [
            "music", "evaluate", "--benchmark", "jsb", "--data", folder.Path, "--config", folder.File("settings.json"),
        ];

        CommandLine.Run([.. line, "--out", folder.File("5.safetensors")]);
        CommandLine.Run([.. line, "--seed", "6", "--out", folder.File("6.safetensors")]);

        foreach (var seed in new[] { 5, 6 })
        {
            Assert.That(
                Checkpoint.Load(folder.File($"{seed}.safetensors")).Metadata["card"], Does.Contain($"\"seed\":{seed}"));
        }
    }

    [Test]
    public void A_saved_network_is_scored_on_a_folder_with_a_test_split_alone()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("Nottingham.json"), Rolls);
        File.WriteAllText(folder.File("settings.json"), """{"size": 6, "rounds": 1}""");
        var model = folder.File("n.safetensors");
        string[] line = ["music", "evaluate", "--benchmark", "nottingham", "--data", folder.Path];
        CommandLine.Run([.. line, "--config", folder.File("settings.json"), "--out", model]);
        File.WriteAllText(folder.File("Nottingham.json"), """{"test": [[[60], [62]]]}""");

        var test = CommandLine.Run([.. line, "--model", model, "--split", "test", "--json"]);
        var valid = CommandLine.Run([.. line, "--model", model]);

        Assert.That(test.ExitCode, Is.Zero, test.Error);
        var report = JsonDocument.Parse(test.Output).RootElement;
        Assert.That(report.GetProperty("baselines").GetArrayLength(), Is.Zero);
        Assert.That(valid.ExitCode, Is.EqualTo(2));
        Assert.That(valid.Error, Does.Contain("no such split"));
    }

    [Test]
    public void Files_that_are_no_model_no_corpus_and_no_settings_are_bad_input()
    {
        using var folder = new TemporaryFolder();
        var rolls = folder.File("JSB_Chorales.json");
        File.WriteAllText(rolls, Rolls);
        var text = folder.File("text", "Not a model."u8.ToArray());
        string[] line = ["music", "evaluate", "--benchmark", "jsb", "--data", folder.Path];

        string[][] lines =
        [
            [.. line, "--model", text],
            [.. line, "--config", text],
            ["music", "evaluate", "--model", text, "--data", folder.Path],
            ["music", "evaluate", "--benchmark", "muse", "--data", folder.Path],
        ];
        Assert.That(lines.Select(words => CommandLine.Run(words).ExitCode), Is.All.EqualTo(2));
        File.WriteAllText(rolls, "{");
        Assert.That(CommandLine.Run(line).ExitCode, Is.EqualTo(2));
    }

    private static void WriteTunes(TemporaryFolder folder)
    {
        var rng = new Rng(3);
        foreach (var name in new[] { "train/a", "train/b", "train/c", "valid/d", "valid/e" })
        {
            var tune = new NoteSequence(480);
            for (var beat = 0; beat < 64; beat++)
            {
                tune.Notes.Add(new Note(beat * 480, beat * 480 + 480, (byte)(60 + rng.Below(12)), 64));
            }

            tune.Sort();
            var file = folder.File(name + ".mid");
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, tune.ToMidi().Write());
        }
    }
}
