using System.Diagnostics;
using System.Text.Json;
using NUnit.Framework;
using RnnGen.Tools.Tests.Cli;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>The command as users run it, on small folders.</summary>
public class MusicTrainCommandTests
{
    private const string Small =
        """
        { // a minute of music is enough for this
          "size": 12, "layers": 1, "batch": 4, "window": 16, "validateEvery": 10, "epochs": 3, "warmUp": 5 }
        """;

    [Test]
    public void A_codec_is_for_new_networks()
    {
        using var folder = new TemporaryFolder();
        var result = CommandLine.Run(
            "music", "train", "--data", folder.File("midi"), "--out", folder.File("more"), "--codec", "score", "--from",
            folder.File("first"));
        Assert.That((result.ExitCode, result.ErrorLines.Length), Is.EqualTo((1, 1)), result.Error);
        Assert.That(result.Error, Does.Contain("--codec").And.Contain("--from"));
    }

    [Test]
    public void Makes_a_model_that_plays([Values("performance", "score")] string codec)
    {
        using var folder = Folder();
        var result = Train(folder, default, "--codec", codec, "--seed", "1", "--json");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Error, Does.Contain("broken.mid"));
        var model = MusicModel.Load(folder.File("out/song.safetensors"));
        Assert.That(model.Codec.Name, Is.EqualTo(codec));
        var file = Checkpoint.Load(folder.File("out/song.safetensors"));
        var card = JsonDocument.Parse(file.Metadata["card"]).RootElement;
        Assert.That(card.GetProperty("pieces").GetInt32(), Is.EqualTo(12));
        Assert.That(card.GetProperty("data")[0].GetString(), Is.EqualTo("midi"));
        var loss = JsonDocument.Parse(result.Output).RootElement.GetProperty("validationNll").GetDouble();
        Assert.That(loss, Is.GreaterThan(0).And.LessThan(Math.Log(model.Codec.TokenCount)));
        Assert.That(card.GetProperty("validationNll").GetDouble(), Is.EqualTo(loss).Within(1e-4));
        var sample = File.ReadAllBytes(folder.File("out/song.sample.mid"));
        Assert.That(MidiFile.Read(sample).Diagnostics, Is.Empty);
        Assert.That(Directory.GetFiles(folder.File("out/song.safetensors.log")), Has.Length.EqualTo(1));
    }

    [Test]
    public void Interrupted_it_saves_and_goes_on_to_the_same_bytes()
    {
        using var folder = Folder();
        Assert.That(Train(folder, default, "--seed", "1").ExitCode, Is.Zero);
        var whole = File.ReadAllBytes(folder.File("out/song.safetensors.train"));
        File.Delete(folder.File("out/song.safetensors.train"));

        using var source = new CancellationTokenSource();
        var steps = 0;
        var training = MusicTraining.Create(Options(folder), TrainingConfig.Parse(Small), _ => { }, (_, _) => Stop());
        Assert.That(() => training.Run(source.Token), Throws.InstanceOf<OperationCanceledException>());
        var result = Train(folder, default, "--resume");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Error, Does.Contain("after step 7"));
        Assert.That(File.ReadAllBytes(folder.File("out/song.safetensors.train")), Is.EqualTo(whole));

        void Stop()
        {
            if (++steps == 7)
            {
                source.Cancel();
            }
        }
    }

    [Test]
    public void Goes_on_with_another_backend([Values("native", "torch")] string first)
    {
        using var folder = Folder();
        var second = first == "torch" ? "native" : "torch";
        using var source = new CancellationTokenSource();
        var training = MusicTraining.Create(
            Options(folder) with { Backend = first }, TrainingConfig.Parse(Small), _ => { }, (_, _) => source.Cancel());
        Assert.That(() => training.Run(source.Token), Throws.InstanceOf<OperationCanceledException>());
        var result = Train(folder, default, "--resume", "--backend", second);
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Error, Does.Contain("after step 1"));
        var card = JsonDocument.Parse(
            Checkpoint.Load(folder.File("out/song.safetensors")).Metadata["card"]).RootElement;
        Assert.That(card.GetProperty("backend").GetString(), Is.EqualTo(second));
    }

    [Test]
    [Platform("Linux")]
    public void The_default_backend_does_without_libtorch()
    {
        using var folder = Folder();
        var program = typeof(MusicTraining).Assembly.Location.Replace("RnnGen.Training.dll", "RnnGen.Cli.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. Arguments(folder)])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };

        // The loader of Linux tells what it opens.
        start.Environment["LD_DEBUG"] = "files";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero);
        Assert.That(error.Result, Does.Not.Contain("libtorch").And.Contain("libcoreclr"));
    }

    [Test]
    public void Interrupted_it_ends_with_130()
    {
        using var folder = Folder();
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.That(Train(folder, source.Token).ExitCode, Is.EqualTo(130));
    }

    [Test]
    public void An_empty_folder_is_bad_input()
    {
        using var folder = Folder();
        Directory.CreateDirectory(folder.File("empty"));
        var result = CommandLine.Run(
            "music", "train", "--data", folder.File("empty"), "--out", folder.File("song.safetensors"));
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(result.Error, Does.Contain("empty").And.Contain(".mid"));
        Assert.That(File.Exists(folder.File("song.safetensors")), Is.False);
    }

    // The codec that music has unless told otherwise writes no drums.
    [Test]
    public void Pieces_that_the_codec_cannot_write_are_bad_input([Values(0, 1)] int melodies)
    {
        using var folder = Folder();
        var drums = new NoteSequence(480);
        drums.Notes.Add(new Note(0, 120, 38, 90, Note.DrumChannel));
        Pieces.Save(folder.File("mixed/train"), drums);
        Pieces.Save(folder.File("mixed/valid"), melodies == 1 ? Pieces.Melody(1, 30) : drums);
        string[] on = ["music", "train", "--data", folder.File("mixed"), "--config", folder.File("settings.json")];
        var result = CommandLine.Run([.. on, "--out", folder.File("song.safetensors")]);
        Assert.That(result.ExitCode, Is.EqualTo(2), result.Error);
        Assert.That(result.ErrorLines[^1], Does.Contain("they have 0 and").And.Contain("for drums"));
        Assert.That(File.Exists(folder.File("song.safetensors")), Is.False);
        Assert.That(
            CommandLine.Run([.. on, "--codec", "score", "--out", folder.File("beat.safetensors")]).ExitCode, Is.Zero);
    }

    /// <summary>The oracle of another objective is that it makes other weights of the same chance.</summary>
    [Test]
    public void Optimises_what_is_asked_for()
    {
        using var folder = Folder();
        var seen = new HashSet<string> { Weights("likelihood", "hamming") };
        Assert.That(seen, Has.Member(Weights("likelihood", "edit")), "without an objective, a reward has no say");
        foreach (var reward in new[] { "hamming", "edit", "pitch" })
        {
            Assert.That(seen.Add(Weights("raml", reward)), reward);
        }

        Assert.That(seen.Add(Weights("scheduled-sampling", "hamming")));

        // So soon a professor is not heeded, but is there.
        _ = Weights("professor-forcing", "hamming");

        string Weights(string objective, string reward)
        {
            File.WriteAllText(folder.File("settings.json"), Small.Replace("{", $"{{ \"reward\": \"{reward}\","));
            var result = Train(folder, default, "--codec", "score", "--seed", "1", "--objective", objective, "--json");
            Assert.That(result.ExitCode, Is.Zero, result.Error);
            var loss = JsonDocument.Parse(result.Output).RootElement.GetProperty("validationNll").GetDouble();
            Assert.That(loss, Is.LessThan(Math.Log(NoteCodec.ByName("score").TokenCount)));
            var model = MusicModel.Load(folder.File("out/song.safetensors"));
            var saved = Checkpoint.Load(folder.File("out/song.safetensors.train")).Tensors;
            var hasCritic = saved.Any(tensor => tensor.Name.StartsWith("critic/", StringComparison.Ordinal));
            Assert.That(hasCritic, Is.EqualTo(objective == "professor-forcing"));
            Directory.Delete(folder.File("out"), recursive: true);
            return string.Join(' ', model.Parameters[^1].Row(0).ToArray());
        }
    }

    [TestCase("{ \"objective\": \"mle\" }", "scheduled-sampling")]
    [TestCase("{ \"truthDecay\": \"sudden\" }", "inverse-sigmoid")]
    [TestCase("{ \"reward\": \"bleu\" }", "hamming, edit or pitch")]
    [TestCase("{ \"rewardTemperature\": 0 }", "rewardTemperature")]
    [TestCase("{ \"siz\": 12 }", "siz")]
    [TestCase("{ \"size\": 0 }", "size")]
    [TestCase("{ \"dropout\": 1 }", "dropout")]
    [TestCase("{ \"cell\": \"transformer\" }", "lstm, gru")]
    [TestCase("{ \"optimiser\": \"adagrad\" }", "sgd, rmsprop, adam, adamw or muon")]
    [TestCase("{ \"schedule\": \"linear\" }", "plateau, cosine or constant")]
    [TestCase("{ \"schedule\": \"cosine\" }", "'steps'")]
    [TestCase("{ \"steps\": -1 }", "steps")]
    [TestCase("{ \"momentum\": 1 }", "momentum")]
    [TestCase("{ \"weightDecay\": -0.1 }", "weightDecay")]
    [TestCase("{ \"clipBy\": \"layer\" }", "norm, value or parameter")]
    [TestCase("size = 12", "settings.json")]
    public void Wrong_settings_are_bad_input_that_is_named(string settings, string named)
    {
        using var folder = Folder();
        File.WriteAllText(folder.File("settings.json"), settings);
        var result = Train(folder, default);
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.Contain(named));
    }

    private static TemporaryFolder Folder()
    {
        var folder = new TemporaryFolder();
        var pieces = Enumerable.Range(0, 12).Select(i => Pieces.Melody((ulong)i, 30));
        Pieces.Save(folder.File("midi"), [.. pieces]);
        folder.File("midi/broken.mid", "MThd"u8.ToArray());
        folder.File("settings.json", System.Text.Encoding.UTF8.GetBytes(Small));
        return folder;
    }

    private static TrainingOptions Options(TemporaryFolder folder) => new()
    {
        Data = [folder.File("midi")],
        Out = folder.File("out/song.safetensors"),
        Seed = 1,
        Threads = 1,
    };

    private static CommandLine.Outcome Train(
        TemporaryFolder folder, CancellationToken cancel, params string[] more)
    {
        return CommandLine.Run(cancel, [.. Arguments(folder), .. more]);
    }

    private static string[] Arguments(TemporaryFolder folder)
    {
        var options = Options(folder);
        return
        [
            "music", "train", "--data", options.Data[0], "--out", options.Out, "--threads", "1",
            "--config", folder.File("settings.json"),
        ];
    }
}
