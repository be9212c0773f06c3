using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using NUnit.Framework;
using RnnGen.Cli;

namespace RnnGen.Tools.Tests.Cli;

public sealed class ModelsCommandTests
{
    private const string Card = "{\"validationNll\":1.25,\"data\":[\"hymns\"]}";

    [Test]
    public void Shows_what_the_file_says()
    {
        using var folder = new TemporaryFolder();
        var path = Save(folder, out var checkpoint);
        var shown = CommandLine.Run("models", "show", path);
        Assert.That(shown.ExitCode, Is.Zero, shown.Error);
        Assert.That(shown.Output, Does.Contain("\"validationNll\": 1.25"));
        Assert.That(shown.Output, Does.Contain("head.weight").And.Contain("388 x 8"));

        using var json = JsonDocument.Parse(CommandLine.Run("models", "show", path, "--json").Output);
        Assert.That(json.RootElement.GetProperty("bytes").GetInt64(), Is.EqualTo(new FileInfo(path).Length));
        Assert.That(json.RootElement.GetProperty("metadata").GetProperty("card").GetRawText(), Is.EqualTo(Card));
        Assert.That(
            json.RootElement.GetProperty("tensors").EnumerateArray().Select(t => t.GetProperty("name").GetString()),
            Is.EqualTo(checkpoint.Tensors.Select(t => t.Name)));
        // 4 gates of 8 units for 388 inputs and 8 units, their biases, and the head.
        Assert.That(
            json.RootElement.GetProperty("weights").GetInt64(), Is.EqualTo(32 * 388 + 32 * 8 + 32 + 388 * 8 + 388));
    }

    [Test]
    public void The_golden_hash_tells_models_apart_and_repeats()
    {
        using var folder = new TemporaryFolder();
        var path = Save(folder, out var checkpoint);
        var hash = Golden(path);
        Assert.That(hash, Does.Match("^[0-9a-f]{16}$"));
        Assert.That(Golden(path), Is.EqualTo(hash));

        var changed = MusicModel.From(checkpoint);
        var bias = changed.Parameters[changed.Parameters.Count - 1];
        bias.Row(0)[387] += 1e-6f;
        changed.ToCheckpoint().Save(path);
        Assert.That(Golden(path), Is.Not.EqualTo(hash));
    }

    // Oracle: the painter's pictures, hashed here after each stroke.
    [Test]
    public void A_model_that_draws_is_verified_by_what_it_paints()
    {
        using var folder = new TemporaryFolder();
        var config = new DrawConfig { Width = 6, Height = 5, Steps = 3, Size = 4, Latent = 2 };
        var model = DrawModel.Create(config, 1);
        var path = folder.File("art.safetensors");
        model.ToCheckpoint().Save(path);
        var painter = new Painter(model, 1);
        var bytes = new List<byte>();
        while (painter.TryNext())
        {
            bytes.AddRange(MemoryMarshal.AsBytes(painter.Values).ToArray());
        }

        Assert.That(bytes, Has.Count.EqualTo(3 * 30 * sizeof(float)));
        Assert.That(Golden(path), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()))[..16]));
        Assert.That(CommandLine.Run("models", "show", path).Output, Does.Contain("heads.weight"));
    }

    [Test]
    public void Every_model_that_ships_is_listed_whole_and_as_its_card_says()
    {
        var listed = CommandLine.Run("models", "list", "--json");
        Assert.That(listed.ExitCode, Is.Zero, listed.Error);
        var names = listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("name").GetString()!)
            .ToArray();
        Assert.That(names, Is.EqualTo(ModelFile.Shipped().Select(Path.GetFileNameWithoutExtension)));
        var table = CommandLine.Run("models", "list").Output;
        foreach (var name in names)
        {
            Assert.That(table, Does.Contain(name));
            var card = File.ReadAllText(Needs.InRepository("Models", name + ".md"));
            Assert.That(card, Does.Contain(Golden(name)), $"The golden hash of {name} belongs in its card.");
        }
    }

    [Test]
    public void Damaged_and_missing_models_are_bad_input_named_in_one_sentence()
    {
        using var folder = new TemporaryFolder();
        var path = Save(folder, out _);
        var bytes = File.ReadAllBytes(path);
        var damaged = folder.File("damaged.safetensors", bytes[..^1]);
        var silent = folder.File("silent.safetensors", File.ReadAllBytes(path));
        var other = new Checkpoint();
        other.Save(silent);
        var runs = new[] { ("show", damaged), ("verify", damaged), ("verify", silent), ("show", "none") };
        foreach (var (verb, model) in runs)
        {
            var outcome = CommandLine.Run("models", verb, model);
            Assert.That(outcome.ExitCode, Is.EqualTo(2), $"{verb} {model}");
            Assert.That(outcome.ErrorLines, Has.Length.EqualTo(1));
            Assert.That(outcome.Error, Does.Contain(model));
            Assert.That(outcome.Output, Is.Empty);
        }
    }

    // Oracle: of logits that are all infinite, softmax is nothing.
    [Test]
    public void A_painter_whose_values_are_not_finite_is_bad_input([Values] bool isVideo)
    {
        using var folder = new TemporaryFolder();
        var config = new DrawConfig
        {
            Width = 4, Height = 4, Output = "palette", Colours = 2, Steps = 2, Size = 4, Latent = 2, Write = 0,
        };
        var path = folder.File("wild.safetensors");
        if (isVideo)
        {
            var model = VideoModel.Create(new VideoConfig { Frame = config, Time = 2 }, 1);
            Fill(model.Parameters);
            model.ToCheckpoint().Save(path);
        }
        else
        {
            var model = DrawModel.Create(config, 1);
            Fill(model.Parameters);
            model.ToCheckpoint().Save(path);
        }

        var outcome = CommandLine.Run("models", "verify", path);
        Assert.That(outcome.ExitCode, Is.EqualTo(2));
        Assert.That(outcome.ErrorLines, Has.Length.EqualTo(1).And.One.Contains("must be finite"));

        static void Fill(ParameterSet parameters)
        {
            for (var i = 0; i < parameters.Count; i++)
            {
                parameters[i].Fill(float.MaxValue, 0, parameters[i].Outputs);
            }
        }
    }

    private static string Save(TemporaryFolder folder, out Checkpoint checkpoint)
    {
        var config = new SequenceConfig { Size = 8, Layers = 1 };
        checkpoint = MusicModel.Create(NoteCodec.ByName("performance"), config, 1).ToCheckpoint();
        checkpoint.Metadata["card"] = Card;
        var path = folder.File("model.safetensors");
        checkpoint.Save(path);
        return path;
    }

    private static string Golden(string model)
    {
        var verified = CommandLine.Run("models", "verify", model, "--json");
        Assert.That(verified.ExitCode, Is.Zero, verified.Error);
        using var json = JsonDocument.Parse(verified.Output);
        return json.RootElement.GetProperty("golden").GetString()!;
    }
}
