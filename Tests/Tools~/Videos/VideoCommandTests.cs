using System.Text;
using System.Text.Json;
using NUnit.Framework;
using RnnGen.Media;
using RnnGen.Tools.Tests.Cli;
using RnnGen.Tools.Tests.Media;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>The commands as users run them, on small folders.</summary>
public class VideoCommandTests
{
    private const string Small =
        """
        { "glimpses": 2, "size": 8, "time": 6, "latent": 3, "read": 3, "write": 4, "batch": 4, "validateEvery": 3,
          "side": 16, "frames": 6, "steps": 6, "warmUp": 2, "rate": 0.01, "output": "OUTPUT" }
        """;

    [TestCase("binary")]
    [TestCase("palette")]
    [TestCase("binary", "2")]
    public void Makes_a_model_of_shapes_that_fly(string output, params string[] together)
    {
        using var folder = Shapes(output);
        var result = Train(folder, ["--shapes", .. together, "--seed", "1", "--json"]);
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Error, Does.Contain("shapes to learn from"));
        var file = Checkpoint.Load(folder.File("out/art.safetensors"));
        Assert.That(VideoModel.From(file).Network.Config.Frame.Output, Is.EqualTo(output));
        var card = JsonDocument.Parse(file.Metadata["card"]).RootElement;
        var command = string.Join(' ', ["video train --data data --shapes", .. together, "--config"]);
        Assert.That(card.GetProperty("command").GetString(), Does.Contain(command));
        var settings = card.GetProperty("settings");
        Assert.That(settings.GetProperty("together").GetInt32(), Is.EqualTo(together.Length + 1));
        using var strip = File.OpenRead(folder.File("out/art.sample.png"));
        Assert.That(PictureFile.Read(strip).Width, Is.EqualTo(6 * 17));
        Assert.That(File.Exists(folder.File("out/art.frames.png")));
    }

    [Test]
    public void Goes_on_to_the_same_bytes()
    {
        using var folder = Shapes("binary");
        Assert.That(Train(folder, "--shapes", "--seed", "1").ExitCode, Is.Zero);
        var whole = File.ReadAllBytes(folder.File("out/art.safetensors.train"));
        Directory.Delete(folder.File("out"), recursive: true);
        Assert.That(Train(folder, "--shapes", "--seed", "1", "--minutes", "0.0001").ExitCode, Is.Zero);
        var part = File.ReadAllBytes(folder.File("out/art.safetensors.train"));
        Assert.That(part, Is.Not.EqualTo(whole));
        Assert.That(Train(folder, "--shapes", "--resume").ExitCode, Is.Zero);
        Assert.That(File.ReadAllBytes(folder.File("out/art.safetensors.train")), Is.EqualTo(whole));
    }

    [Test]
    public void Learns_from_animations_in_files_and_folders()
    {
        using var folder = new TemporaryFolder();
        folder.File("settings.json", Encoding.UTF8.GetBytes(Small.Replace("OUTPUT", "grey", StringComparison.Ordinal)));
        Write(folder.File("data/a.gif"), stream => GifFile.Write(Film(5), new FrameRate(10), "", stream));
        Write(folder.File("data/b.apng"), stream => ApngFile.Write(
            Film(4), new FrameRate(10), new Dictionary<string, string>(), stream));
        foreach (var (frame, i) in Film(12).Select((frame, i) => (frame, i)))
        {
            Write(folder.File($"data/c/frame{i}.png"), stream => PictureFile.WritePng(frame, stream));
        }

        Write(folder.File("data/broken.gif"), stream => stream.Write("GIF89a"u8));
        Write(folder.File("data/still.gif"), stream => GifFile.Write(Film(1), new FrameRate(10), "", stream));
        var result = Train(folder, "--seed", "1");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Error, Does.Contain("2 videos to learn from, 1 to validate with, frames of 16 x 16"));
        Assert.That(result.Error, Does.Contain("broken.gif").And.Match("Skipped .*still.gif': one picture alone"));
    }

    [Test]
    public void Paints_a_class_that_sub_folders_name()
    {
        using var folder = new TemporaryFolder();
        folder.File("settings.json", Encoding.UTF8.GetBytes(Small.Replace("OUTPUT", "grey", StringComparison.Ordinal)));
        foreach (var i in Enumerable.Range(0, 6))
        {
            Write(folder.File($"data/right/{i}.gif"), stream => GifFile.Write(Film(5), new FrameRate(10), "", stream));
            foreach (var (frame, n) in Film(5).Reverse().Select((frame, n) => (frame, n)))
            {
                Write(folder.File($"data/left/{i}/{n}.png"), stream => PictureFile.WritePng(frame, stream));
            }
        }

        var result = Train(folder, "--seed", "1");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Error, Does.Contain("16 x 16, 2 classes"));
        var model = folder.File("out/art.safetensors");
        Assert.That(VideoModel.Load(model).Network.Config.Frame.ClassNames, Is.EqualTo(new[] { "left", "right" }));
        byte[] Painted(params string[] of)
        {
            var painting = Generate(folder, model, "a.gif", ["--frames", "4", .. of]);
            Assert.That(painting.ExitCode, Is.Zero, painting.Error);
            return Pixels(folder, "a.gif");
        }

        Assert.That(Painted("--class", "left"), Is.EqualTo(Painted("--class", "0")));
        Assert.That(Painted("--class", "right"), Is.Not.EqualTo(Painted("--class", "left")));
        Assert.That(Painted(), Is.Not.EqualTo(Painted("--class", "left")));
        result = Generate(folder, model, "b.gif", "--class", "up");
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain("left, right"));
        result = Generate(folder, Model(folder), "b.gif", "--class", "left");
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain("knows classes"));
    }

    [Test]
    public void Folders_train_and_valid_are_no_classes()
    {
        using var folder = new TemporaryFolder();
        folder.File("settings.json", Encoding.UTF8.GetBytes(Small.Replace("OUTPUT", "grey", StringComparison.Ordinal)));
        foreach (var file in new[] { "train/a.gif", "train/b.gif", "train/c.gif", "valid/d.gif" })
        {
            Write(folder.File("data/" + file), stream => GifFile.Write(Film(5), new FrameRate(10), "", stream));
        }

        var result = Train(folder, "--seed", "1");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(
            result.Error,
            Does.Contain("3 videos to learn from, 1 to validate with, frames of 16 x 16, 0 classes"));
    }

    [Test]
    public void Learns_from_the_rows_of_sheets()
    {
        using var folder = new TemporaryFolder();
        folder.File("settings.json", Encoding.UTF8.GetBytes(Small.Replace("OUTPUT", "grey", StringComparison.Ordinal)));
        for (var i = 0; i < 4; i++)
        {
            Write(folder.File($"data/{i}.png"), stream => PictureFile.WritePng(new Picture(48, 32), stream));
        }

        var result = Train(folder, "--sheet", "3x2", "--seed", "1");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Error, Does.Contain("6 videos to learn from, 2 to validate with"));
        var frame = VideoModel.Load(folder.File("out/art.safetensors")).Network.Config.Frame;
        Assert.That(frame.ClassNames, Is.EqualTo(new[] { "0", "1" }));
        Directory.Delete(folder.File("out"), recursive: true);
        result = Train(folder, "--sheet", "5x2", "--seed", "1");
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.ErrorLines[^1], Does.Contain("5 x 2"));
        Assert.That(Train(folder, "--sheet", "3", "--seed", "1").ExitCode, Is.EqualTo(1));
        Assert.That(Train(folder, "--sheet", "3x2", "--shapes").ExitCode, Is.EqualTo(1));
    }

    // Oracle: the files themselves, read by another reader than the writer's.
    [Test]
    public void Writes_as_many_frames_as_were_wanted([Values("gif", "apng", "png", "folder")] string format)
    {
        using var folder = new TemporaryFolder();
        var model = Model(folder);
        var name = format == "folder" ? "frames" : "video." + format;
        var first = Generate(folder, model, name, "--frames", "7", "--scale", "2", "--fps", "12.5");
        Assert.That(first.ExitCode, Is.Zero, first.Error);
        var bytes = Bytes(folder, name);
        Assert.That(Generate(folder, model, name, "--frames", "7", "--scale", "2", "--fps", "12.5").ExitCode, Is.Zero);
        Assert.That(Bytes(folder, name), Is.EqualTo(bytes));
        Assert.That(Generate(folder, model, "other" + name, "--frames", "7").ExitCode, Is.Zero);
        switch (format)
        {
            case "folder":
                Assert.That(Directory.GetFiles(folder.File(name)), Has.Length.EqualTo(7));
                break;
            case "png":
                var json = JsonDocument.Parse(File.ReadAllBytes(folder.File("video.json"))).RootElement;
                Assert.That(json.GetProperty("frames").GetArrayLength(), Is.EqualTo(7));
                break;
            default:
                var frames = AnimationFile.Read(new MemoryStream(bytes));
                Assert.That(frames, Has.Count.EqualTo(7));
                Assert.That((frames[0].Width, frames[0].Height), Is.EqualTo((32, 32)));
                break;
        }
    }

    // Oracle: ffprobe, also for the sizes, which are even in an .mp4.
    [Test]
    public void Videos_last_as_long_as_was_wanted([Values(".mp4", ".webm")] string ending)
    {
        Needs.Program("ffmpeg");
        using var folder = new TemporaryFolder();
        var model = Model(folder, side: 17);
        var result = Generate(folder, model, "v" + ending, "--seconds", "0.7", "--fps", "30000/1001", "--json");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        var told = JsonDocument.Parse(result.Output).RootElement;
        Assert.That(
            new[] { "width", "height", "frames" }.Select(name => told.GetProperty(name).ToString()),
            Is.EqualTo(MovingPictures.Probe(folder.File("v" + ending), "stream=width,height,nb_read_frames")));
        Assert.That(told.GetProperty("frames").GetInt32(), Is.EqualTo(21));
        var bytes = Bytes(folder, "v" + ending);
        Generate(folder, model, "v" + ending, "--seconds", "0.7", "--fps", "30000/1001");
        Assert.That(Bytes(folder, "v" + ending), Is.EqualTo(bytes));
    }

    [Test]
    public void Goes_on_from_given_frames()
    {
        using var folder = new TemporaryFolder();
        var model = Model(folder);
        Write(folder.File("first.gif"), stream => GifFile.Write(Film(3), new FrameRate(10), "", stream));
        foreach (var (frame, i) in Film(3).Select((frame, i) => (frame, i)))
        {
            Write(folder.File($"first/{i + 9}.png"), stream => PictureFile.WritePng(frame, stream));
        }

        Assert.That(Generate(folder, model, "a.gif", "--frames", "4").ExitCode, Is.Zero);
        var file = folder.File("first.gif");
        Assert.That(Generate(folder, model, "b.gif", "--frames", "4", "--prime", file).ExitCode, Is.Zero);
        var pictures = folder.File("first");
        Assert.That(Generate(folder, model, "c.gif", "--frames", "4", "--prime", pictures).ExitCode, Is.Zero);
        Assert.That(Pixels(folder, "b.gif"), Is.Not.EqualTo(Pixels(folder, "a.gif")));
        Assert.That(Pixels(folder, "c.gif"), Is.EqualTo(Pixels(folder, "b.gif")));
        Write(folder.File("small.png"), stream => PictureFile.WritePng(new Picture(3, 4), stream));
        var result = Generate(folder, model, "d.gif", "--prime", folder.File("small.png"));
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.ErrorLines[^1], Does.Contain("3 x 4"));
        Write(folder.File("first/more.gif"), stream => GifFile.Write(Film(3), new FrameRate(10), "", stream));
        result = Generate(folder, model, "d.gif", "--prime", pictures);
        Assert.That((result.ExitCode, result.ErrorLines.Length), Is.EqualTo((2, 1)), result.Error);
        Assert.That(result.Error, Does.Contain("One animation was expected").And.Contain("has 2"));
        folder.File("bad.gif", "GIF89a?"u8.ToArray());
        Assert.That(Generate(folder, model, "d.gif", "--prime", folder.File("bad.gif")).ExitCode, Is.EqualTo(2));
        Assert.That(Generate(folder, model, "d.gif", "--prime", folder.File("none.gif")).ExitCode, Is.EqualTo(2));
    }

    [Test]
    public void Prints_the_model_beside_its_baselines([Values("binary", "palette")] string output)
    {
        using var folder = Shapes(output);
        var model = Model(folder, output);
        folder.File("settings.json", """{ "side": 16, "warmUp": 1, "batch": 4 }"""u8.ToArray());
        string[] Evaluate() =>
        [
            "video", "evaluate", "--model", model, "--data", folder.File("data"), "--shapes", "--config",
            folder.File("settings.json"), "--steps", "3", "--clips", "2", "--tries", "2", "--json",
        ];
        var result = CommandLine.Run(Evaluate());
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(CommandLine.Run(Evaluate()).Output, Is.EqualTo(result.Output));
        var scores = JsonDocument.Parse(result.Output).RootElement.GetProperty("scores").EnumerateArray().ToArray();
        Assert.That(scores, Has.Length.EqualTo(4));
        Assert.That(scores.All(score => score.GetProperty("natsOfFrames").GetArrayLength() == 10));
        var all = scores.SelectMany(score => score.GetProperty("natsOfFrames").EnumerateArray());
        Assert.That(all.Min(nats => nats.GetDouble()), Is.Positive);
        Assert.That(CommandLine.Run([.. Evaluate()[..^1]]).Output, Does.Contain("LSTM over pixels"));
    }

    // Oracle: the card. What is compared learns as long as the model did, from clips like its own.
    [Test]
    public void Baselines_learn_as_the_model_did()
    {
        using var folder = Shapes("binary");
        Assert.That(Train(folder, "--shapes", "2", "--seed", "1").ExitCode, Is.Zero);
        var model = folder.File("out/art.safetensors");
        var card = JsonDocument.Parse(Checkpoint.Load(model).Metadata["card"]).RootElement;
        int?[] Steps(params string[] more)
        {
            var result = CommandLine.Run(
            [
                "video", "evaluate", "--model", model, "--data", folder.File("data"), "--shapes", "--clips", "2",
                "--tries", "1", "--json", .. more,
            ]);
            Assert.That(result.ExitCode, Is.Zero, result.Error);
            Assert.That(result.Error, Does.Not.Contain("Warning"));
            var scores = JsonDocument.Parse(result.Output).RootElement.GetProperty("scores").EnumerateArray();
            return [.. scores.Select(score => score.GetProperty("steps")).Select(
                steps => steps.ValueKind == JsonValueKind.Null ? (int?)null : steps.GetInt32())];
        }

        var learned = card.GetProperty("steps").GetInt32();
        Assert.That(Steps(), Is.EqualTo(new int?[] { learned, null, learned, learned }));
        Assert.That(Steps("--steps", "1"), Is.EqualTo(new int?[] { learned, null, 1, 1 }));
    }

    [TestCase("{\"output\": \"RGB\"}", "binary, grey, rgb, rgba or palette")]
    [TestCase("{\"glimpses\": 0}", "'glimpses'")]
    [TestCase("{\"read\": -1}", "'read'")]
    [TestCase("{\"read\": 1}", "'read'")]
    [TestCase("{\"time\": -1}", "'time'")]
    [TestCase("{\"time\": 65537}", "'time'")]
    [TestCase("{\"time\": 0}", "'time' must be above 0 unless \"moves\" is false")]
    public void Wrong_settings_are_bad_input_that_is_named(string settings, string named)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("data"));
        File.WriteAllText(folder.File("settings.json"), settings);
        var result = Train(folder);
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.Contain(named));
    }

    [TestCase("no animation", "has none")]
    [TestCase("one video", "at least one video")]
    [TestCase("two sizes", "one size")]
    [TestCase("corrupt", "can be read")]
    [TestCase("20000 x 20000", "20000 x 20000")]
    [TestCase("1 x 1", "16 to 64")]
    [TestCase("a file", "is a file")]
    public void Says_what_is_wrong_with_animations(string what, string part)
    {
        using var folder = new TemporaryFolder();
        folder.File("settings.json", """{ "side": 0 }"""u8.ToArray());
        Directory.CreateDirectory(folder.File("data"));
        switch (what)
        {
            case "one video":
                Write(folder.File("data/a.gif"), stream => GifFile.Write(Film(5), new FrameRate(10), "", stream));
                break;
            case "two sizes":
                Write(folder.File("data/a/1.png"), stream => PictureFile.WritePng(new Picture(16, 16), stream));
                Write(folder.File("data/a/2.png"), stream => PictureFile.WritePng(new Picture(17, 16), stream));
                Write(folder.File("data/b/1.png"), stream => PictureFile.WritePng(new Picture(16, 16), stream));
                Write(folder.File("data/b/2.png"), stream => PictureFile.WritePng(new Picture(16, 17), stream));
                break;
            case "corrupt":
                folder.File("data/a.gif", "GIF89a?"u8.ToArray());
                break;
            case "20000 x 20000":
                folder.File("data/a.bmp", Pictures.Huge);
                break;
            case "1 x 1":
                foreach (var name in new[] { "a", "b" })
                {
                    Write(folder.File($"data/{name}.gif"), stream => GifFile.Write(
                        [new Picture(1, 1), new Picture(1, 1)], new FrameRate(10), "", stream));
                }

                break;
            case "a file":
                Directory.Delete(folder.File("data"));
                folder.File("data", "?"u8.ToArray());
                break;
            default:
                folder.File("data/a.txt", "?"u8.ToArray());
                break;
        }

        var result = Train(folder);
        Assert.That(result.ExitCode, Is.EqualTo(2), result.Error);
        Assert.That(result.ErrorLines[^1], Does.Contain(part));
    }

    [Test]
    public void Wants_no_more_than_a_file_can_hold()
    {
        using var folder = new TemporaryFolder();
        var model = Model(folder);
        var result = Generate(folder, model, "a.gif", "--frames", "9000000");
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.ErrorLines[^1], Does.Contain("or a folder"));
        result = Generate(folder, model, "a.png", "--frames", "1100000");
        Assert.That(result.ErrorLines[^1], Does.Contain("sides of 16384 pixels, which 1049 of 16 x 16"));
        Assert.That(Generate(folder, model, "a.gif", "--frames", "2", "--seconds", "2").ExitCode, Is.EqualTo(1));
        Assert.That(Generate(folder, model, "a.avi").ExitCode, Is.EqualTo(1));
    }

    private static TemporaryFolder Shapes(string output)
    {
        var folder = new TemporaryFolder();
        foreach (var i in Enumerable.Range(0, 12))
        {
            var picture = new Picture(8, 8);
            for (var at = 0; at < 3 + i; at++)
            {
                new byte[] { 255, (byte)(20 * i), 255, 255 }.CopyTo(picture.Pixels, at * 4);
            }

            Write(folder.File($"data/{i}.png"), stream => PictureFile.WritePng(picture, stream));
        }

        folder.File("settings.json", Encoding.UTF8.GetBytes(Small.Replace("OUTPUT", output, StringComparison.Ordinal)));
        return folder;
    }

    private static IReadOnlyList<Picture> Film(int frames)
    {
        return [.. Enumerable.Range(0, frames).Select(n =>
        {
            var picture = new Picture(16, 16);
            for (var i = 0; i < 256; i++)
            {
                picture.Pixels.AsSpan(i * 4, 3).Fill(i % 16 == n ? (byte)255 : (byte)0);
                picture.Pixels[i * 4 + 3] = 255;
            }

            return picture;
        })];
    }

    private static string Model(TemporaryFolder folder, string output = "binary", int side = 16)
    {
        var frame = new DrawConfig
        {
            Width = side, Height = side, Output = output, Steps = 2, Size = 8, Latent = 3, Read = 3, Write = 4,
        };
        if (output == "palette")
        {
            frame.Colours = 3;
            frame.Palette = [0x00000000, 0xFF0000FF, 0xFFFFFFFF];
        }

        var model = VideoModel.Create(new VideoConfig { Frame = frame, Time = 5, Moves = true }, 1);
        model.Parameters.Randomized(2, 0.5f);
        var path = folder.File("model.safetensors");
        model.ToCheckpoint().Save(path);
        return path;
    }

    private static void Write(string path, Action<Stream> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var stream = File.Create(path);
        write(stream);
    }

    private static byte[] Pixels(TemporaryFolder folder, string name)
    {
        using var stream = File.OpenRead(folder.File(name));
        return [.. AnimationFile.Read(stream).SelectMany(frame => frame.Pixels)];
    }

    private static byte[] Bytes(TemporaryFolder folder, string name)
    {
        return name == "frames"
            ? [.. Directory.GetFiles(folder.File(name)).Order(StringComparer.Ordinal).SelectMany(File.ReadAllBytes)]
            : File.ReadAllBytes(folder.File(name));
    }

    private static CommandLine.Outcome Train(TemporaryFolder folder, params string[] more)
    {
        return CommandLine.Run(
        [
            "video", "train", "--data", folder.File("data"), "--out", folder.File("out/art.safetensors"), "--threads",
            "1", "--config", folder.File("settings.json"), .. more,
        ]);
    }

    private static CommandLine.Outcome Generate(TemporaryFolder folder, string model, string name, params string[] more)
    {
        return CommandLine.Run(
            ["video", "generate", "--model", model, "--out", folder.File(name), "--seed", "3", .. more]);
    }
}
