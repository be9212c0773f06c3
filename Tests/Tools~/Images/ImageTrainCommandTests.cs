using System.Text.Json;
using NUnit.Framework;
using RnnGen.Media;
using RnnGen.Tools.Tests.Cli;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>The command as users run it, on small folders.</summary>
public class ImageTrainCommandTests
{
    private const string Small =
        """
        { "glimpses": 3, "size": 10, "latent": 3, "read": 3, "write": 4, "batch": 8, "validateEvery": 5, "epochs": 3,
          "warmUp": 5, // and this rate is high
          "rate": 0.01, "mirror": 0.5, "shift": 1 }
        """;

    [NonParallelizable]
    [TestCase(true)]
    [TestCase(false)]
    public void Mnist_stands_for_its_files(bool areThere)
    {
        using var folder = Folder("grey");
        var pixels = Enumerable.Range(0, 20 * 256).Select(i => (byte)i).ToArray();
        if (areThere)
        {
            Directory.CreateDirectory(folder.File("mnist"));
            folder.File("mnist/train-images-idx3-ubyte", Idx.Bytes(pixels, 20, 16, 16));
            folder.File("mnist/train-labels-idx1-ubyte", Idx.Bytes([.. Enumerable.Repeat<byte>(7, 20)], 20));
        }

        var before = Environment.GetEnvironmentVariable("RNNGEN_DATA");
        Environment.SetEnvironmentVariable("RNNGEN_DATA", Path.GetDirectoryName(folder.File("settings.json")));
        CommandLine.Outcome result;
        try
        {
            result = CommandLine.Run(
                "image", "train", "--data", "mnist", "--out", folder.File("digits.safetensors"), "--config",
                folder.File("settings.json"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("RNNGEN_DATA", before);
        }

        Assert.That(result.ExitCode, Is.EqualTo(areThere ? 0 : 2), result.Error);
        if (areThere)
        {
            var model = DrawModel.Load(folder.File("digits.safetensors"));
            Assert.That(model.Network.Config.ClassNames, Is.EqualTo(new[] { "7" }));
        }
        else
        {
            Assert.That(result.Error, Does.Contain("train-images-idx3-ubyte").And.Contain("RNNGEN_DATA"));
        }
    }

    [TestCase("binary")]
    [TestCase("rgba")]
    [TestCase("palette")]
    public void Makes_a_model_that_paints(string output)
    {
        using var folder = Folder(output);
        folder.File("pictures/red/broken.png", "\u0089PNG"u8.ToArray());
        var result = Train(folder, default, "--seed", "1", "--json");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Error, Does.Contain("broken.png"));
        var file = Checkpoint.Load(folder.File("out/art.safetensors"));
        var model = DrawModel.From(file);
        Assert.That(model.Network.Config.Output, Is.EqualTo(output));
        Assert.That(model.Network.Config.ClassNames, Is.EqualTo(new[] { "green", "red" }));
        var card = JsonDocument.Parse(file.Metadata["card"]).RootElement;
        Assert.That(card.GetProperty("pieces").GetInt32(), Is.EqualTo(40));
        Assert.That(card.GetProperty("data")[0].GetString(), Is.EqualTo("pictures"));
        Assert.That(card.GetProperty("settings").GetProperty("mirror").GetDouble(), Is.EqualTo(0.5));
        var loss = JsonDocument.Parse(result.Output).RootElement.GetProperty("validationNll").GetDouble();
        Assert.That(card.GetProperty("validationNll").GetDouble(), Is.EqualTo(loss).Within(1e-4));
        using var grid = File.OpenRead(folder.File("out/art.sample.png"));
        Assert.That(PictureFile.Read(grid).Width, Is.EqualTo(6 * 17 - 1));
        Assert.That(File.Exists(folder.File("out/art.divergence.png")));
    }

    [Test]
    public void Folders_train_and_valid_are_no_classes()
    {
        using var folder = Folder("palette");
        Pictures.Save(folder.File("split/train"), Pictures.Squares(12));
        Pictures.Save(folder.File("split/valid"), Pictures.Squares(4));
        Pictures.Save(folder.File("split/test"), Pictures.Squares(20));
        var result = CommandLine.Run(
            "image", "train", "--data", folder.File("split"), "--out", folder.File("out/art.safetensors"), "--config",
            folder.File("settings.json"));
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Error, Does.Contain("12 pictures to learn from, 4 to validate with, 16 x 16, 2 classes"));
    }

    // What is held out would be learned, and its folder a class.
    [TestCase("image")]
    [TestCase("video")]
    public void Folders_train_and_valid_and_others_to_validate_with_are_refused(string art)
    {
        using var folder = Folder("palette");
        Pictures.Save(folder.File("split/train"), Pictures.Squares(12));
        Pictures.Save(folder.File("split/valid"), Pictures.Squares(4));
        var result = CommandLine.Run(
            art, "train", "--data", folder.File("split"), "--valid", folder.File("split/valid"), "--out",
            folder.File("out/art.safetensors"));
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.ErrorLines, Has.Length.EqualTo(1).And.One.Contains("has folders train and valid"));
    }

    [Test]
    public void Interrupted_it_saves_and_goes_on_to_the_same_bytes()
    {
        using var folder = Folder("palette");
        Assert.That(Train(folder, default, "--seed", "1").ExitCode, Is.Zero);
        var whole = File.ReadAllBytes(folder.File("out/art.safetensors.train"));
        File.Delete(folder.File("out/art.safetensors.train"));

        using var source = new CancellationTokenSource();
        var steps = 0;
        var options = new TrainingOptions
        {
            Data = [folder.File("pictures")], Out = folder.File("out/art.safetensors"), Seed = 1, Threads = 1,
        };
        var config = new ImageConfig().With(Settings("palette"));
        var pictures = ReadBack(folder);
        var training = ImageTraining.Create(
            options, config, ImageSplit.ByName(pictures, config.ValidShare), _ => { }, (_, _) => Stop(), _ => { });
        Assert.That(() => training.Run(source.Token), Throws.InstanceOf<OperationCanceledException>());
        var result = Train(folder, default, "--resume");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Error, Does.Contain("after step 7"));
        Assert.That(File.ReadAllBytes(folder.File("out/art.safetensors.train")), Is.EqualTo(whole));

        void Stop()
        {
            if (++steps == 7)
            {
                source.Cancel();
            }
        }
    }

    [Test]
    public void Learns_on_in_more_steps_from_a_model()
    {
        using var folder = Folder("palette");
        Assert.That(Train(folder, default, "--seed", "1").ExitCode, Is.Zero);
        var first = Checkpoint.Load(folder.File("out/art.safetensors"));
        folder.File(
            "settings.json",
            """{ "glimpses": 5, "epochs": 1, "size": 99, "canvasFeedback": true, "read": 7, "encoder": 13 }"""u8
                .ToArray());
        var result = CommandLine.Run(
            "image", "train", "--data", folder.File("pictures"), "--config", folder.File("settings.json"), "--from",
            folder.File("out/art.safetensors"), "--out", folder.File("out/more.safetensors"), "--seed", "2");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        var config = DrawModel.From(Checkpoint.Load(folder.File("out/more.safetensors"))).Network.Config;
        Assert.That(
            (config.Steps, config.Size, config.CanvasFeedback, config.Read, config.EncoderSize),
            Is.EqualTo((5, 10, true, 7, 13)));
        Assert.That(config.Palette, Is.EqualTo(DrawModel.From(first).Network.Config.Palette));
    }

    [Test]
    public void A_model_keeps_its_strokes_and_glimpse_unless_settings_name_others()
    {
        using var folder = Folder("palette");
        Assert.That(Train(folder, default, "--seed", "1").ExitCode, Is.Zero);
        folder.File("settings.json", """{ "epochs": 1 }"""u8.ToArray());
        string[] on = ["image", "train", "--data", folder.File("pictures"), "--config", folder.File("settings.json"),
            "--from", folder.File("out/art.safetensors"), "--out", folder.File("out/more.safetensors")];
        var refused = CommandLine.Run([.. on, "--preset", "quick"]);
        Assert.That((refused.ExitCode, refused.ErrorLines.Length), Is.EqualTo((1, 1)), refused.Error);
        Assert.That(refused.Error, Does.Contain("--preset").And.Contain("--from"));
        Assert.That(CommandLine.Run(on).ExitCode, Is.Zero);
        var config = DrawModel.Load(folder.File("out/more.safetensors")).Network.Config;
        Assert.That((config.Steps, config.Size, config.Read), Is.EqualTo((3, 10, 3)));
        folder.File("settings.json", """{ "epochs": 1, "read": 4 }"""u8.ToArray());
        var narrow = CommandLine.Run([.. on[..^1], folder.File("out/narrow.safetensors")]);
        Assert.That((narrow.ExitCode, narrow.ErrorLines.Length), Is.EqualTo((2, 1)), narrow.Error);
        Assert.That(narrow.Error, Does.Contain("'read' must be 3").And.Contain("is 4: leave it out"));
        folder.File("settings.json", """{ "epochs": 1, "encoder": 9 }"""u8.ToArray());
        var small = CommandLine.Run([.. on[..^1], folder.File("out/small.safetensors")]);
        Assert.That((small.ExitCode, small.ErrorLines.Length), Is.EqualTo((2, 1)), small.Error);
        Assert.That(small.Error, Does.Contain("'encoder' must be at least the 10").And.Contain("is 9: leave it out"));
    }

    [TestCase("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz")]
    [TestCase("train-images.idx3-ubyte.gz", "train-labels.idx1-ubyte.gz")]
    [TestCase("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte")]
    [TestCase("train-images-idx3-ubyte", "train-labels-idx1-ubyte.gz")]
    public void Reads_files_of_many_pictures_with_their_labels(string images, string labels)
    {
        using var folder = Folder("binary");
        var rng = new Rng(2);
        byte[] values = [.. Enumerable.Range(0, 12 * 256).Select(_ => (byte)rng.Below(256))];
        folder.File(images, Idx.Pack(Idx.Bytes(values, 12, 16, 16)));
        folder.File(labels, Idx.Pack(Idx.Bytes([0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3], 12)));
        folder.File("valid.idx3-ubyte", Idx.Bytes(values[..512], 2, 16, 16));
        var result = CommandLine.Run(
            "image", "train", "--data", folder.File(images), "--valid",
            folder.Path + "//valid.idx3-ubyte", "--config", folder.File("settings.json"), "--out",
            folder.File("digits"));
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Error, Does.Contain("12 pictures to learn from, 2 to validate with, 16 x 16, 4 classes"));
        var card = Checkpoint.Load(folder.File("digits")).Metadata["card"];
        Assert.That(card, Does.Contain($"--data {images} --valid valid.idx3-ubyte"));
    }

    [TestCase("none", "has none")]
    [TestCase("one label", "has 2 pictures and")]
    public void Says_what_is_wrong_with_files_of_many_pictures(string what, string part)
    {
        using var folder = Folder("binary");
        folder.File("images-idx3", Idx.Bytes(new byte[what == "none" ? 0 : 512], what == "none" ? 0 : 2, 16, 16));
        folder.File("labels-idx1", Idx.Bytes([0], 1));
        var result = CommandLine.Run(
            "image", "train", "--data", folder.File("images-idx3"), "--out", folder.File("digits"));
        Assert.That((result.ExitCode, result.ErrorLines.Length), Is.EqualTo((2, 1)), result.Error);
        Assert.That(result.Error, Does.Contain(part));
    }

    [TestCase("read", 0, "weights")]
    [TestCase("encoder", 8192, "'encoder', 8192")]
    public void A_network_that_no_file_could_keep_is_bad_input(string setting, int value, string part)
    {
        using var folder = Folder("rgba");
        var settings = $"{{ \"output\": \"rgba\", \"side\": 64, \"size\": 8192, \"{setting}\": {value} }}";
        string[] from = [];
        if (setting == "encoder")
        {
            var config = new DrawConfig { Width = 64, Height = 64, Output = "rgba", Read = 0, Steps = 2, Size = 4 };
            DrawModel.Create(config, 1).ToCheckpoint().Save(folder.File("whole.safetensors"));
            from = ["--from", folder.File("whole.safetensors")];
        }

        File.WriteAllText(folder.File("settings.json"), settings);
        var result = Train(folder, default, from);
        Assert.That((result.ExitCode, result.ErrorLines.Length), Is.EqualTo((2, 1)), result.Error);
        Assert.That(result.Error, Does.Contain(part));
    }

    [Test]
    public void Each_validation_is_shown_not_the_best_alone()
    {
        using var folder = Folder("grey");
        var settings = Settings("grey").Replace("0.01", "0.5", StringComparison.Ordinal);
        var config = new ImageConfig().With(settings.Replace("\"epochs\": 3", "\"epochs\": 8"));
        var options = new TrainingOptions
        {
            Data = [folder.File("pictures")], Out = folder.File("out/art.safetensors"), Seed = 1, Threads = 1,
        };
        List<string> news = [];
        List<int> shown = [];
        ImageTraining.Create(
            options, config, ImageSplit.ByName(ReadBack(folder), config.ValidShare), news.Add, (_, _) => { },
            progress => shown.Add(progress.Steps)).Run(default);
        var validations = news.Where(line => line.Contains("in validation", StringComparison.Ordinal)).ToArray();
        var best = validations.Count(line => line.EndsWith("best so far.", StringComparison.Ordinal));
        Assert.That(best, Is.LessThan(shown.Count));
        var told = Array.ConvertAll(validations, line => int.Parse(line.Split(' ', ',')[1]));
        Assert.That(shown, Has.Count.GreaterThan(5).And.EqualTo(told));
    }

    // What the settings say is a binary network, and what was begun with another.
    [Test]
    public void A_training_does_not_go_on_with_another_network()
    {
        using var folder = Folder("grey");
        Assert.That(Train(folder, default, "--seed", "1").ExitCode, Is.Zero);
        File.Move(folder.File("out/art.safetensors"), folder.File("grey.safetensors"));
        File.Delete(folder.File("out/art.safetensors.train"));
        File.WriteAllText(folder.File("settings.json"), Small);
        string[] from = ["--from", folder.File("grey.safetensors")];
        Assert.That(Train(folder, default, [.. from, "--minutes", "0.0001"]).ExitCode, Is.Zero);
        var refused = Train(folder, default, "--resume");
        Assert.That(refused.ExitCode, Is.EqualTo(2), refused.Error);
        Assert.That(refused.ErrorLines[^1], Does.Contain("needs the network that it was begun with"));
        Assert.That(Train(folder, default, [.. from, "--resume"]).ExitCode, Is.Zero);
        var model = DrawModel.Load(folder.File("out/art.safetensors"));
        Assert.That(model.Network.Config.Output, Is.EqualTo("grey"));
    }

    [TestCase("{\"output\": \"RGB\"}", "binary, grey, rgb, rgba or palette")]
    [TestCase("{\"colours\": -1}", "'colours'")]
    [TestCase("{\"glimpses\": 0}", "'glimpses'")]
    [TestCase("{\"size\": -4}", "'size'")]
    [TestCase("{\"latent\": 0}", "'latent'")]
    [TestCase("{\"read\": -1}", "'read'")]
    [TestCase("{\"write\": 65}", "'write'")]
    [TestCase("{\"write\": 1}", "'write'")]
    [TestCase("{\"size\": 65537}", "'size'")]
    [TestCase("{\"wraps\": true, \"write\": 0}", "'write' must be above 0 for tiles")]
    public void Wrong_settings_are_bad_input_that_is_named(string settings, string named)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("pictures"));
        File.WriteAllText(folder.File("settings.json"), settings);
        var result = CommandLine.Run(
            "image", "train", "--data", folder.File("pictures"), "--config", folder.File("settings.json"), "--out",
            folder.File("art"));
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.Contain(named));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Tiles_cannot_be_moved_as_well(bool fromModel)
    {
        using var folder = Folder("palette");
        var settings = folder.File("settings.json");
        if (fromModel)
        {
            var tiles = Settings("palette").Replace("\"shift\": 1", "\"wraps\": true", StringComparison.Ordinal);
            File.WriteAllText(settings, tiles);
            Assert.That(Train(folder, default, "--seed", "1").ExitCode, Is.Zero);
        }

        File.WriteAllText(settings, $"{{ \"shift\": 2, \"wraps\": {(fromModel ? "false" : "true")} }}");
        var result = CommandLine.Run(
            ["image", "train", "--data", folder.File("pictures"), "--out", folder.File("more"), "--config", settings,
                .. fromModel ? ["--from", folder.File("out/art.safetensors")] : Array.Empty<string>()]);
        Assert.That((result.ExitCode, result.ErrorLines.Length), Is.EqualTo((2, 1)), result.Error);
        Assert.That(result.Error, Does.Contain("'shift' must be 0").And.Contain("but is 2"));
        Assert.That(folder.Names, Has.None.StartsWith("more"));
    }

    [TestCase("a picture that claims 20000 x 20000", "20000 x 20000")]
    [TestCase("a corrupt picture", "None of the 1 pictures")]
    [TestCase("one picture", "at least one")]
    [TestCase("1 x 1", "16 to 64")]
    [TestCase("two sizes", "one size")]
    [TestCase("no picture", "none that ends in .png")]
    [TestCase("animated", "at least one")]
    public void Says_what_is_wrong_with_pictures(string what, string part)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("pictures"));
        var png = Png(Pictures.Squares(1)[0].Picture);
        switch (what)
        {
            case "a picture that claims 20000 x 20000":
                folder.File("pictures/a.bmp", Pictures.Huge);
                break;
            case "a corrupt picture":
                folder.File("pictures/a.png", png[..40]);
                break;
            case "one picture":
                folder.File("pictures/a.png", png);
                break;
            case "1 x 1":
                folder.File("pictures/a.png", Png(new Picture(1, 1)));
                folder.File("pictures/b.png", Png(new Picture(1, 1)));
                break;
            case "two sizes":
                folder.File("pictures/a.png", png);
                folder.File("pictures/b.png", png);
                folder.File("pictures/c.png", Png(new Picture(17, 16)));
                break;
            case "animated":
                folder.File("pictures/a.gif", TwoFrames());
                break;
            default:
                folder.File("pictures/a.txt", png);
                break;
        }

        var result = CommandLine.Run("image", "train", "--data", folder.File("pictures"), "--out", folder.File("out"));
        Assert.That(result.ExitCode, Is.EqualTo(2), result.Error);
        Assert.That(result.ErrorLines[^1], Does.Contain(part));
        Assert.That(folder.Names, Has.None.StartsWith("out"));
    }

    private static TemporaryFolder Folder(string output)
    {
        var folder = new TemporaryFolder();
        Pictures.Save(folder.File("pictures"), Pictures.Squares(40));
        folder.File("settings.json", System.Text.Encoding.UTF8.GetBytes(Settings(output)));
        return folder;
    }

    private static string Settings(string output)
    {
        var colours = $"{{ \"output\": \"{output}\", \"colours\": 4, \"glimpses";
        return Small.Replace("{ \"glimpses", colours, StringComparison.Ordinal);
    }

    private static List<LabelledPicture> ReadBack(TemporaryFolder folder)
    {
        return [.. Pictures.Squares(40)
            .Select(picture => picture with { Name = $"{picture.Class}/{picture.Name}" })
            .OrderBy(picture => folder.File($"pictures/{picture.Name}"), StringComparer.Ordinal)];
    }

    private static CommandLine.Outcome Train(TemporaryFolder folder, CancellationToken cancel, params string[] more)
    {
        return CommandLine.Run(
            cancel,
            ["image", "train", "--data", folder.File("pictures"), "--out", folder.File("out/art.safetensors"),
                "--threads", "1", "--config", folder.File("settings.json"), .. more]);
    }

    private static byte[] Png(Picture picture)
    {
        var stream = new MemoryStream();
        PictureFile.WritePng(picture, stream);
        return stream.ToArray();
    }

    /// <summary>A GIF of 1 x 1 pixels with two frames, of which the first is read.</summary>
    private static byte[] TwoFrames()
    {
        byte[] frame = [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4C, 1, 0];
        return [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, .. frame, .. frame, 0x3B];
    }
}
