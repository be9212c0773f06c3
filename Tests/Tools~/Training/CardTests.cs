using System.Diagnostics;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using RnnGen.Cli;
using RnnGen.Tools.Tests.Cli;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>
/// What a card says, as users follow it: the oracle of its command and settings is the model that they make.
/// </summary>
public sealed class CardTests
{
    private const string Learning =
        """ "size": 8, "batch": 4, "validateEvery": 3, "steps": 6, "warmUp": 2, "rate": 0.01, "dropout": 0.25,""";

    private const string Drawing =
        """
        "size": 8, "batch": 4, "validateEvery": 3, "steps": 6, "warmUp": 2, "latent": 3, "read": 3, "side": 16,
        "validShare": 0.3, "frames": 4,
        """;

    [TestCase("music", Learning + "\"window\": 16", "--codec score --objective scheduled-sampling")]
    [TestCase("text", Learning + "\"window\": 16, \"rare\": 0", "--objective raml")]
    [TestCase("image", Drawing, "--preset quick")]
    [TestCase("video", Drawing, "--shapes --valid data")]
    public void Its_command_and_settings_make_the_same_weights(string art, string settings, string options)
    {
        using var folder = Data(art);
        folder.File("given.json", Given(art, settings));
        string[] words = [art, "train", "--data", "data", .. options.Split(' '), "--config", "given.json"];
        var trained = Run(folder, [.. words, "--threads", "1", "--out", "first.safetensors"]);
        Assert.That(trained.ExitCode, Is.Zero, trained.Error);

        var model = Checkpoint.Load(folder.File("first.safetensors"));
        var shown = CommandLine.Run("models", "show", folder.File("first.safetensors"), "--settings");
        folder.File("SETTINGS", Encoding.UTF8.GetBytes(shown.Output));
        var command = JsonDocument.Parse(model.Metadata["card"]).RootElement.GetProperty("command").GetString()!;
        var again = command.Replace("first.safetensors", "second.safetensors", StringComparison.Ordinal);
        trained = Run(folder, again.Split(' ')[1..]);
        Assert.That(trained.ExitCode, Is.Zero, trained.Error);
        Assert.That(
            Weights(Checkpoint.Load(folder.File("second.safetensors"))), Is.EqualTo(Weights(model)), again);
    }

    [TestCase("music", Learning + "\"window\": 16", "", "--samples 1")]
    [TestCase("text", Learning + "\"window\": 16, \"rare\": 0", "", "")]
    [TestCase("image", Drawing, "", "--draws 1 --samples 1")]
    [TestCase("video", Drawing, "--shapes", "--config quick.json --steps 1 --clips 1 --tries 1")]
    public void Evaluation_warns_of_other_data_than_it_tells_of(
        string art, string settings, string options, string measuring)
    {
        using var folder = Data(art);
        folder.File("given.json", Given(art, settings));
        folder.File("quick.json", "{ \"warmUp\": 2 }"u8.ToArray());
        string[] data = ["--data", "data", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        var trained = Run(folder, [art, "train", .. data, "--config", "given.json", "--out", "m.safetensors"]);
        Assert.That(trained.ExitCode, Is.Zero, trained.Error);
        string[] evaluate =
        [
            art, "evaluate", "--model", "m.safetensors", .. data,
            .. measuring.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ];
        var same = Run(folder, evaluate);
        Assert.That(same.ExitCode, Is.Zero, same.Error);
        Assert.That(same.Error, Does.Not.Contain("Warning"));

        string[] files = [.. Directory.GetFiles(folder.File("data"), "*", SearchOption.AllDirectories).Order()];
        if (art == "text") File.AppendAllText(files[0], "and more, and more, and more.");
        else File.Delete(files[1]);

        var other = Run(folder, evaluate);
        Assert.That(other.ExitCode, Is.Zero, other.Error);
        Assert.That(other.ErrorLines[0], Does.StartWith("Warning: this is not the data of the card of 'm'"));
    }

    [Test]
    public void Evaluation_warns_of_a_text_that_is_now_on_the_other_side()
    {
        using var folder = new TemporaryFolder();
        folder.File("given.json", Given("text", Learning + "\"window\": 16, \"rare\": 0"));
        foreach (var (file, text) in new[] { ("train/a", "abcab"), ("train/b", "cabba"), ("valid/c", "bacca") })
        {
            Directory.CreateDirectory(folder.File("data/" + file[..5]));
            File.WriteAllText(folder.File($"data/{file}.txt"), string.Concat(Enumerable.Repeat(text, 20)));
        }

        string[] train = ["text", "train", "--data", "data", "--config", "given.json", "--out", "m.safetensors"];
        var trained = Run(folder, train);
        Assert.That(trained.ExitCode, Is.Zero, trained.Error);
        File.Move(folder.File("data/train/b.txt"), folder.File("data/valid/b.txt"));
        var result = Run(folder, ["text", "evaluate", "--model", "m.safetensors", "--data", "data"]);
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(
            result.ErrorLines[0], Does.Match("^Warning: .* of 1\\d\\d and 2\\d\\d tokens, not .* of 2\\d\\d and 1"));
    }

    [Test]
    public void Evaluation_warns_of_texts_that_were_learned_from()
    {
        using var folder = Data("text");
        var model = folder.File("m.safetensors");
        var alphabet = new Alphabet(" 0123456789");
        TextModel.Create(alphabet, new SequenceConfig { Size = 4 }, 1).ToCheckpoint().Save(model);
        var numbers = string.Join(' ', Enumerable.Range(0, 200));
        File.WriteAllText(folder.File("data/a.txt"), numbers);
        string[] tests = [folder.File("other.txt"), folder.File("same.txt")];
        File.WriteAllText(tests[0], string.Join(' ', Enumerable.Range(500, 100)));
        File.WriteAllText(tests[1], string.Join(' ', Enumerable.Range(50, 100)));
        var result = CommandLine.Run(
            ["text", "evaluate", "--model", model, "--data", folder.File("data"), "--test", .. tests]);
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.ErrorLines[0], Does.StartWith("Warning: 1 of the 2 texts of --test nearly repeat"));
    }

    [Test]
    public void Evaluation_says_what_it_cannot_read()
    {
        using var folder = Data("text");
        var model = folder.File("m.safetensors");
        TextModel.Create(new Alphabet(" 0123456789"), new SequenceConfig { Size = 4 }, 1).ToCheckpoint().Save(model);
        File.WriteAllText(folder.File("data/c.txt"), "");
        Directory.CreateDirectory(folder.File("test"));
        File.WriteAllBytes(folder.File("test/latin.txt"), [0xE9, 0x20]);
        File.WriteAllText(folder.File("test/plain.txt"), "1 2 3");
        var result = CommandLine.Run(
            "text", "evaluate", "--model", model, "--data", folder.File("data"), "--test", folder.File("test"));
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(
            result.ErrorLines, Has.One.Match("^Skipped '.*latin.txt': It is not UTF-8")
                .And.One.Match("^Skipped '.*c.txt': It is empty"));
    }

    [Test]
    public void Evaluation_warns_of_pictures_that_were_learned_from()
    {
        using var folder = Data("image");
        var model = folder.File("m.safetensors");
        var network = new DrawConfig { Width = 16, Height = 16, Steps = 1, Size = 4, Latent = 2 };
        DrawModel.Create(network, 1).ToCheckpoint().Save(model);
        Pictures.Save(folder.File("test"), Pictures.Squares(12).Take(4));
        Pictures.Save(folder.File("test"), [new("new.png", new Picture(16, 16), null)]);
        var result = CommandLine.Run(
            "image", "evaluate", "--model", model, "--data", folder.File("data"), "--valid", folder.File("test"),
            "--test", folder.File("test"), "--draws", "1", "--samples", "1");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.ErrorLines[0], Does.StartWith("Warning: 4 of the 5 pictures of --test are among those"));
    }

    [Test]
    public void Evaluation_warns_that_pieces_were_learned_from()
    {
        using var folder = Data("music");
        var model = folder.File("m.safetensors");
        MusicModel.Create(NoteCodec.ByName("score"), new SequenceConfig { Size = 4 }, 1).ToCheckpoint().Save(model);
        var result = CommandLine.Run(
            "music", "evaluate", "--model", model, "--data", folder.File("data"), "--split", "train", "--samples", "1");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.ErrorLines[0], Does.StartWith("Warning: these are the pieces to learn from"));
    }

    /// <summary>Where there is no git to ask, the program still knows what it was built from.</summary>
    [Test]
    public void Its_commit_is_that_of_the_build()
    {
        using var folder = Data("music");
        folder.File("given.json", Encoding.UTF8.GetBytes($"{{{Learning}\"window\": 16}}"));
        var program = Path.Combine(AppContext.BaseDirectory, "RnnGen.Cli.dll");
        var start = new ProcessStartInfo(Needs.Program("dotnet"),
        [
            program, "music", "train", "--data", folder.File("data"), "--config", folder.File("given.json"), "--quiet",
            "--out", folder.File("m.safetensors"),
        ])
        {
            WorkingDirectory = folder.Path, RedirectStandardOutput = true,
        };
        start.Environment["PATH"] = "";
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var card = JsonDocument.Parse(Checkpoint.Load(folder.File("m.safetensors")).Metadata["card"]).RootElement;
        var commit = card.GetProperty("commit").GetString();
        Assert.That(commit, Is.EqualTo(SourceCommit.Name));
        if (Directory.Exists(Needs.InRepository(".git")) || File.Exists(Needs.InRepository(".git")))
        {
            Assert.That(commit, Is.Not.Null);
        }
    }

    [Test]
    public void Those_of_the_models_that_ship_can_be_given_back()
    {
        foreach (var path in ModelFile.Shipped())
        {
            var model = ModelDescription.Load(path);
            var settings = model.Settings!.ToJsonString();
            Assert.That(
                () => model switch
                {
                    { Codec: ModelDescription.ImageCodec } => new ImageConfig().With(settings),
                    { Codec: ModelDescription.VideoCodec } => new VideoSettings().With(settings),
                    { Name: "benchmark-jsb" } => new FrameTraining().With(settings),
                    _ => (object)TrainingConfig.Parse(settings),
                },
                Throws.Nothing,
                path);
        }
    }

    [Test]
    public void A_model_without_settings_shows_none()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("model.safetensors");
        MusicModel.Create(NoteCodec.ByName("score"), new SequenceConfig { Size = 4 }, 1).ToCheckpoint().Save(path);
        var result = CommandLine.Run("models", "show", path, "--settings");
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.ErrorLines.Single(), Does.Contain("settings of its training"));
    }

    [Test]
    public void Settings_of_text_are_none_of_music()
    {
        using var folder = Data("music");
        folder.File("given.json", "{ \"codec\": \"text\" }"u8.ToArray());
        var result = Run(
            folder, "music", "train", "--data", "data", "--config", "given.json", "--out", "m.safetensors");
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.ErrorLines.Single(), Does.Contain("performance or score for music"));
    }

    private static TemporaryFolder Data(string art)
    {
        var folder = new TemporaryFolder();
        var data = folder.File("data");
        if (art == "music")
        {
            Pieces.Save(data, [.. Enumerable.Range(0, 12).Select(i => Pieces.Melody((ulong)i, 30))]);
        }
        else if (art == "text")
        {
            Directory.CreateDirectory(data);
            File.WriteAllText(Path.Combine(data, "a.txt"), string.Concat(Enumerable.Range(0, 200)));
        }
        else
        {
            Pictures.Save(data, Pictures.Squares(12));
        }

        return folder;
    }

    // Names of files in the folder, as a shell there would find them.
    private static CommandLine.Outcome Run(TemporaryFolder folder, params string[] words)
    {
        string[] files =
        [
            "data", "given.json", "quick.json", "SETTINGS", "first.safetensors", "second.safetensors", "m.safetensors",
        ];
        return CommandLine.Run([.. words.Select(word => files.Contains(word) ? folder.File(word) : word)]);
    }

    private static byte[] Given(string art, string settings)
    {
        settings = art == "image" ? settings.Replace("\"frames\": 4,", "", StringComparison.Ordinal) : settings;
        return Encoding.UTF8.GetBytes($"{{{settings}}}");
    }

    private static IEnumerable<float> Weights(Checkpoint model)
    {
        return model.Tensors.SelectMany(tensor => tensor.Values.ToArray());
    }
}
