using System.Text;
using System.Text.Json;
using NUnit.Framework;
using RnnGen.Tools.Tests.Cli;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>The commands as users run them, on small texts.</summary>
public sealed class TextCommandTests
{
    private const string Small =
        """
        { "size": 64, "layers": 1, "batch": 4, "window": 32, "validateEvery": 50, "epochs": 12, "warmUp": 5,
          "rate": 0.01, "dropout": 0, "rare": 0 }
        """;

    [Test]
    public void A_text_of_one_line_is_learned_by_heart_and_written()
    {
        const string Line = "the quick brown fox jumps over the lazy dog.\n";
        using var folder = Folder(string.Concat(Enumerable.Repeat(Line, 200)));
        var trained = Train(folder, "--seed", "1", "--json");
        Assert.That(trained.ExitCode, Is.Zero, trained.Error);
        var model = folder.File("out/m.safetensors");
        var loss = JsonDocument.Parse(trained.Output).RootElement.GetProperty("validationNll").GetDouble();
        Assert.That(loss, Is.LessThan(0.1));
        var card = JsonDocument.Parse(Checkpoint.Load(model).Metadata["card"]).RootElement;
        Assert.That(card.GetProperty("command").GetString(), Does.StartWith("rnngen text train --data texts --config"));
        Assert.That(File.ReadAllText(folder.File("out/m.sample.txt")), Does.Contain("fox jumps"));

        var written = CommandLine.Run(
            "text", "generate", "--model", model, "--prime", $"[{Line.Trim()}\nthe quick] brown", "--length", "40",
            "--temperature", "0", "--seed", "2");
        Assert.That(written.Output.Trim(), Is.EqualTo("brown fox jumps over the lazy dog."));
        var verified = CommandLine.Run("models", "verify", model);
        Assert.That(verified.ExitCode, Is.Zero, verified.Error);
    }

    [Test]
    public void Interrupted_it_goes_on_to_the_same_bytes()
    {
        using var folder = Folder(Markov(3000));
        Assert.That(Train(folder, "--seed", "1").ExitCode, Is.Zero);
        var whole = File.ReadAllBytes(folder.File("out/m.safetensors.train"));
        File.Delete(folder.File("out/m.safetensors.train"));
        using var source = new CancellationTokenSource();
        var steps = 0;
        var options = new TrainingOptions
        {
            Data = [folder.File("texts")], Out = folder.File("out/m.safetensors"),
            Seed = 1, Threads = 1,
        };
        var training = TextTraining.Create(options, TrainingConfig.Parse(Small), _ => { }, (_, _) =>
        {
            if (++steps == 7)
            {
                source.Cancel();
            }
        });
        Assert.That(() => training.Run(source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Train(folder, "--resume").ExitCode, Is.Zero);
        Assert.That(File.ReadAllBytes(folder.File("out/m.safetensors.train")), Is.EqualTo(whole));
    }

    /// <summary>The oracle is the chain's entropy: no predictor of held-out text can be below it.</summary>
    [Test]
    public void On_a_Markov_chain_the_model_and_the_2_gram_come_near_its_entropy_and_not_below()
    {
        using var folder = Folder(Markov(40_000));
        var trained = Train(folder, "--seed", "1");
        Assert.That(trained.ExitCode, Is.Zero, trained.Error);
        var result = CommandLine.Run(
            "text", "evaluate", "--model", folder.File("out/m.safetensors"), "--data", folder.File("texts"),
            "--test", folder.File("test.txt", Encoding.UTF8.GetBytes(Markov(20_000, seed: 5))), "--json");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        var report = JsonDocument.Parse(result.Output).RootElement;
        var model = report.GetProperty("model").GetProperty("nats").GetDouble();
        var chains = report.GetProperty("chains").EnumerateArray()
            .Select(chain => chain.GetProperty("nats").GetDouble()).ToList();

        // Of each state, one successor has 0.7 and three have 0.1.
        var entropy = -0.7 * Math.Log(0.7) - 0.3 * Math.Log(0.1);
        Assert.That(chains[0], Is.EqualTo(Math.Log(4)).Within(0.02));
        Assert.That(chains[1], Is.EqualTo(entropy).Within(0.02));
        Assert.That(model, Is.InRange(entropy - 0.02, entropy + 0.03));
        Assert.That(report.GetProperty("characters").GetInt32(), Is.EqualTo(20_000));
        Assert.That(report.GetProperty("unknownCharacters").GetInt32(), Is.Zero);
    }

    [Test]
    public void Every_objective_learns([Values("scheduled-sampling", "raml", "professor-forcing")] string objective)
    {
        using var folder = Folder(Markov(3000));
        var result = Train(folder, "--seed", "1", "--objective", objective, "--json");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        var loss = JsonDocument.Parse(result.Output).RootElement.GetProperty("validationNll").GetDouble();
        Assert.That(loss, Is.LessThan(1.2));
        var model = Checkpoint.Load(folder.File("out/m.safetensors"));
        Assert.That(model.Tensors.Select(tensor => tensor.Name), Has.None.StartsWith("critic"));
        var settings = JsonDocument.Parse(model.Metadata["card"]).RootElement.GetProperty("settings");
        Assert.That(settings.GetProperty("objective").GetString(), Is.EqualTo(objective));
    }

    [Test]
    public void Writing_can_be_interrupted_and_then_leaves_no_file()
    {
        using var folder = new TemporaryFolder();
        var model = folder.File("m.safetensors");
        TextModel.Create(new Alphabet(" ab"), new SequenceConfig { Size = 4 }, 1).ToCheckpoint().Save(model);
        using var source = new CancellationTokenSource();
        source.Cancel();
        var result = CommandLine.Run(
            source.Token, "text", "generate", "--model", model, "--length", "1000000", "--out", folder.File("a.txt"));
        Assert.That(result.ExitCode, Is.EqualTo(130));
        Assert.That(folder.Names, Is.EqualTo(new[] { "m.safetensors" }));
    }

    [Test]
    public void A_reward_of_pitches_is_none_of_text()
    {
        using var folder = Folder(Markov(3000));
        File.WriteAllText(folder.File("settings.json"), """{ "objective": "raml", "reward": "pitch" }""");
        var result = Train(folder);
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.Contain("hamming or edit"));
    }

    [Test]
    public void A_hundred_megabytes_are_refused_before_they_are_read()
    {
        using var folder = Folder("abc");
        using (var file = File.Create(folder.File("texts/big.txt")))
        {
            file.SetLength(100_000_000);
        }

        var result = Train(folder);
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.Contain("At most 64 MB").And.Contain("big.txt"));
    }

    [Test]
    public void One_character_is_too_little()
    {
        using var folder = Folder("a");
        var result = Train(folder);
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.Contain("at least one character to learn from"));
    }

    [Test]
    public void Text_that_is_not_utf8_is_named()
    {
        using var folder = Folder("abc");
        folder.File("texts/a.txt", [0x61, 0x62, 0xC3]);
        var result = Train(folder);
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.Contain("not UTF-8 at byte 2").And.Contain("a.txt"));
    }

    private static string Markov(int length, ulong seed = 3)
    {
        var rng = new Rng(seed);
        var text = new StringBuilder();
        for (var (i, state) = (0, 0); i < length; i++)
        {
            var u = rng.Uniform();
            state = u < 0.7 ? (state + 1) % 4 : (state + 2 + (int)((u - 0.7) / 0.1)) % 4;
            text.Append("abcd"[state]);
        }

        return text.ToString();
    }

    private static TemporaryFolder Folder(string text)
    {
        var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("texts"));
        folder.File("texts/a.txt", Encoding.UTF8.GetBytes(text));
        folder.File("settings.json", Encoding.UTF8.GetBytes(Small));
        return folder;
    }

    private static CommandLine.Outcome Train(TemporaryFolder folder, params string[] more)
    {
        return CommandLine.Run(
        [
            "text", "train", "--data", folder.File("texts"), "--out", folder.File("out/m.safetensors"),
            "--config", folder.File("settings.json"), "--threads", "1", .. more,
        ]);
    }
}
