using System.Text.Json.Nodes;
using NUnit.Framework;
using RnnGen.Media;
using RnnGen.Tools.Tests.Media;

namespace RnnGen.Tools.Tests.Cli;

/// <summary>Paints with small models that have learned nothing: files are the same to them.</summary>
public sealed class ImageGenerateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private string plain = "";
    private string colour = "";
    private string whole = "";

    [OneTimeSetUp]
    public void MakeModels()
    {
        plain = Save("plain", new DrawConfig { Width = 12, Height = 8, Steps = 5, Size = 8, Latent = 4, Write = 3 });
        colour = Save("colour", new DrawConfig
        {
            Width = 12, Height = 8, Output = "rgba", Steps = 5, Size = 8, Latent = 4, Read = 3,
            Classes = 3, ClassNames = ["cat", "dog", "elf"],
        });
        whole = Save("whole", new DrawConfig { Width = 6, Height = 6, Steps = 2, Size = 4, Latent = 2, Write = 0 });
    }

    public void Dispose()
    {
        folder.Dispose();
    }

    // Oracle: the painter itself, and ffprobe for the texts.
    [Test]
    public void A_picture_is_what_the_painter_paints_and_tells_its_seed_and_model()
    {
        using var mine = new TemporaryFolder();
        var run = Generate(mine, "a.png", plain, "--seed", "7", "--temperature", "0.5", "--size", "36");
        var painter = new Painter(DrawModel.Load(plain), 7, 36) { Temperature = 0.5f };

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.EndWith("a.png: a picture of 36 x 24 pixels, seed 7.\n"));
        Assert.That(Read(mine.File("a.png")).Pixels, Is.EqualTo(Finish(painter)));
        Assert.That(
            MovingPictures.Probe(mine.File("a.png"), "frame_tags"),
            Has.One.EqualTo("7").And.One.EqualTo("rnngen").And.One.Match("^plain [0-9a-f]{16}$")
                .And.One.EqualTo("--temperature 0.5 --size 36"));
    }

    [Test]
    public void A_sheet_faster_than_its_milliseconds_is_refused()
    {
        using var mine = new TemporaryFolder();
        var run = Generate(mine, "a.png", plain, "--motion", "loop", "--fps", "1001");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1).And.One.Contains("at most 1000 pictures a second"));
        Assert.That(mine.Names, Is.Empty);
    }

    // Oracle: the picture itself, painted again from what it says of itself, which ffprobe reads.
    [Test]
    public void A_variation_tells_what_it_varies()
    {
        using var mine = new TemporaryFolder();
        var like = mine.File("like.png");
        using (var file = File.Create(like))
        {
            PictureFile.WritePng(MovingPictures.Noise(1, 12, 8)[0], file);
        }

        Generate(mine, "all", colour, "--seed", "8", "--count", "2", "--vary", "0.5", "--like", like, "--looks", "1");
        var texts = MovingPictures.Probe(mine.File("all/9.png"), "frame_tags");
        Assert.That(texts, Has.One.EqualTo("8").And.One.EqualTo("9"));
        var options = texts.Single(text => text.StartsWith("--", StringComparison.Ordinal));
        Assert.That(options, Is.EqualTo("--count 2 --vary 0.5 --like like.png --looks 1"));
        string[] again = ["--seed", "8", .. options.Replace("like.png", like, StringComparison.Ordinal).Split(' ')];
        Generate(mine, "again", colour, again);
        Assert.That(
            File.ReadAllBytes(mine.File("again/9.png")), Is.EqualTo(File.ReadAllBytes(mine.File("all/9.png"))));
    }

    [Test]
    public void A_folder_gets_the_pictures_of_the_seeds_and_a_sheet_the_same()
    {
        using var mine = new TemporaryFolder();
        Generate(mine, "all", colour, "--seed", "8", "--count", "3", "--class", "2");
        var run = Generate(mine, "all.png", colour, "--seed", "8", "--count", "3", "--class", "elf", "--gap", "1");
        var sheet = Read(mine.File("all.png"));
        var frames = JsonNode.Parse(File.ReadAllText(mine.File("all.json")))!["frames"]!.AsArray();

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(mine.Names, Is.EquivalentTo(
            new[] { "all", "all.json", "all.png", "all/10.png", "all/8.png", "all/9.png" }));
        for (var i = 0; i < 3; i++)
        {
            var one = Read(mine.File($"all/{8 + i}.png"));
            var painter = new Painter(DrawModel.Load(colour), 0) { Class = 2 };
            painter.Reset((ulong)(8 + i));
            Assert.That(one.Pixels, Is.EqualTo(Finish(painter)));
            Assert.That(Cut(sheet, frames[i]!["frame"]!), Is.EqualTo(one.Pixels));
        }
    }

    // Oracle: the same command once for each number of strokes.
    [Test]
    public void Strokes_are_shown_from_the_blank_canvas_to_the_whole_picture()
    {
        using var mine = new TemporaryFolder();
        Generate(mine, "all.apng", plain, "--seed", "7", "--frames", "11", "--hold", "2");
        var frames = MovingPictures.Decode(mine.File("all.apng")).Chunk(12 * 8 * 4).ToArray();

        Assert.That(frames, Has.Length.EqualTo(13));
        Assert.That(frames[11..], Is.All.EqualTo(frames[10]));
        foreach (var time in new[] { 0, 1, 5, 10 })
        {
            Generate(mine, "one.png", plain, "--seed", "7", "--steps", $"{time / 2.0}");
            Assert.That(Read(mine.File("one.png")).Pixels, Is.EqualTo(frames[time]));
        }
    }

    [Test]
    public void A_loop_closes_and_a_walk_visits_each_seed()
    {
        using var mine = new TemporaryFolder();
        Generate(mine, "loop.apng", plain, "--seed", "7", "--motion", "loop", "--frames", "40");
        Generate(mine, "walk.apng", plain, "--seed", "7", "--motion", "walk", "--frames", "20", "--count", "3");
        Generate(mine, "all.png", plain, "--seed", "7", "--count", "3");
        Generate(
            mine, "near.apng", plain, "--seed", "7", "--motion", "loop", "--frames", "40", "--vary", "0.1");
        var near = MovingPictures.Decode(mine.File("near.apng")).Chunk(12 * 8 * 4).ToArray();
        var loop = MovingPictures.Decode(mine.File("loop.apng")).Chunk(12 * 8 * 4).ToArray();
        var walk = MovingPictures.Decode(mine.File("walk.apng")).Chunk(12 * 8 * 4).ToArray();
        var sheet = Read(mine.File("all.png"));
        var places = JsonNode.Parse(File.ReadAllText(mine.File("all.json")))!["frames"]!.AsArray();
        var steps = loop.Zip([.. loop[1..], loop[0]], Distance).ToArray();

        Assert.That(loop, Has.Length.EqualTo(40));
        Assert.That(steps.Average(), Is.GreaterThan(0.1));
        Assert.That(steps[^1], Is.LessThanOrEqualTo(1.5 * steps.Average()), "from the last frame to the first");
        var (own, usual) = (loop[0], loop.Average(frame => Distance(frame, loop[0])));
        Assert.That(near[20], Is.Not.EqualTo(near[0]));
        Assert.That(near[39], Is.Not.EqualTo(near[20]));
        Assert.That(near.Average(frame => Distance(frame, own)), Is.LessThan(0.5 * usual));
        Assert.That(walk, Has.Length.EqualTo(60));
        for (var i = 0; i < 3; i++)
        {
            Assert.That(walk[20 * i], Is.EqualTo(Cut(sheet, places[i]!["frame"]!)));
        }
    }

    [Test]
    public void Variations_are_as_near_as_they_are_weak()
    {
        using var mine = new TemporaryFolder();
        var distances = new[] { "0", "0.2", "1" }.Select(strength =>
        {
            Generate(mine, "all", plain, "--seed", "7", "--count", "2", "--vary", strength);
            return Distance(Read(mine.File("all/7.png")).Pixels, Read(mine.File("all/8.png")).Pixels);
        }).ToArray();
        var other = Read(mine.File("all/8.png")).Pixels;
        Generate(mine, "one.png", plain, "--seed", "8");

        Assert.That(distances[0], Is.Zero);
        Assert.That(distances[1], Is.GreaterThan(0).And.LessThan(distances[2]));
        Assert.That(Read(mine.File("one.png")).Pixels, Is.EqualTo(other));
    }

    [Test]
    public void What_is_not_under_the_mask_stays([Values("1", "3")] string passes)
    {
        using var mine = new TemporaryFolder();
        var picture = MovingPictures.Noise(1, 12, 8)[0];
        var mask = new Picture(12, 8);
        mask.Pixels.AsSpan(0, mask.Pixels.Length / 2).Fill(255);
        string like = Write(mine, "like.png", picture), hidden = Write(mine, "mask.png", mask);
        var run = Generate(
            mine, "a.png", colour, "--seed", "1", "--like", like, "--mask", hidden, "--passes", passes);
        Generate(mine, "b.png", colour, "--seed", "1", "--like", like);
        var half = picture.Pixels.Length / 2;
        byte[] painted = Read(mine.File("a.png")).Pixels, copied = Read(mine.File("b.png")).Pixels;

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(painted[half..], Is.EqualTo(picture.Pixels[half..]));
        Assert.That(painted[..half], Is.Not.EqualTo(picture.Pixels[..half]));
        Assert.That(copied[half..], Is.Not.EqualTo(picture.Pixels[half..]));
    }

    // Oracle: a painter that is led by hand through both passes, each with chance of its own.
    [Test]
    public void A_pass_looks_at_the_one_before_and_has_other_chance()
    {
        using var mine = new TemporaryFolder();
        var picture = MovingPictures.Noise(1, 12, 8)[0];
        var mask = new Picture(12, 8);
        mask.Pixels.AsSpan(0, mask.Pixels.Length / 2).Fill(255);
        string like = Write(mine, "like.png", picture), hidden = Write(mine, "mask.png", mask);
        string[] passes = ["--seed", "1", "--like", like, "--mask", hidden, "--passes", "2"];
        Generate(mine, "a.png", colour, passes);
        Generate(mine, "same", colour, [.. passes, "--count", "2", "--vary", "0"]);
        Generate(mine, "other", colour, [.. passes, "--count", "2", "--vary", "1"]);
        // Variations have the first pass in common.
        var model = DrawModel.Load(colour);
        var half = picture.Pixels.Length / 2;
        var second = Led(1, out var first);
        Assert.That(Read(mine.File("a.png")).Pixels[..half], Is.EqualTo(second));
        Assert.That(Read(mine.File("same/2.png")).Pixels[..half], Is.EqualTo(second));
        Assert.That(Read(mine.File("other/2.png")).Pixels[..half], Is.EqualTo(Led(2, out _)).And.Not.EqualTo(second));
        Assert.That(second, Is.Not.EqualTo(first));
        byte[] Led(ulong last, out byte[] early)
        {
            var subject = new PaintSubject(model.Network.Config, picture, mask);
            var painter = new Painter(model, 1 | 1UL << 62) { Subject = subject };
            early = Finish(painter)[..half];
            subject.Take(painter);
            painter.Reset();
            painter.Noise = new PaintNoise(model.Network.Config, last);
            return Finish(painter)[..half];
        }
    }

    [TestCase(".mp4")]
    [TestCase(".webm")]
    public void Names_with_quotes_do_no_harm(string ending)
    {
        Needs.Program("ffmpeg");
        using var mine = new TemporaryFolder();
        var like = Write(mine, "a \"b\\.png", MovingPictures.Noise(1, 12, 8)[0]);
        var run = Generate(mine, "a" + ending, colour, "--seed", "1", "--like", like);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(
            MovingPictures.Probe(mine.File("a" + ending), "format_tags=comment"),
            Has.One.Contains("--like 'a \"b\\.png'"));
    }

    [Test]
    public void A_tile_is_what_a_wrapping_painter_paints()
    {
        using var mine = new TemporaryFolder();
        var run = Generate(mine, "a.png", plain, "--seed", "7", "--tile");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(
            Read(mine.File("a.png")).Pixels,
            Is.EqualTo(Finish(new Painter(DrawModel.Load(plain), 7, wraps: true))));
    }

    // Oracle: the picture itself, pixel by pixel.
    [Test]
    public void Pixels_are_shown_as_squares()
    {
        using var mine = new TemporaryFolder();
        Generate(mine, "small.png", colour, "--seed", "7");
        var run = Generate(mine, "large.png", colour, "--seed", "7", "--scale", "3");
        Picture small = Read(mine.File("small.png")), large = Read(mine.File("large.png"));

        Assert.That(run.Output, Does.EndWith("36 x 24 pixels, seed 7.\n"));
        for (var i = 0; i < large.Pixels.Length; i++)
        {
            int x = i / 4 % 36 / 3, y = i / 4 / 36 / 3;
            Assert.That(large.Pixels[i], Is.EqualTo(small.Pixels[(y * 12 + x) * 4 + i % 4]));
        }
    }

    [Test]
    public void Attention_is_red()
    {
        using var mine = new TemporaryFolder();
        Generate(mine, "a.apng", plain, "--seed", "7", "--size", "96", "--attention");
        var frames = MovingPictures.Decode(mine.File("a.apng")).Chunk(96 * 64 * 4).ToArray();

        // A second of the finished picture follows.
        Assert.That(frames, Has.Length.EqualTo(6 + 25));
        Assert.That(Reds(frames[0]), Is.Zero);
        Assert.That(frames[1..6].Select(Reds), Is.All.GreaterThan(0));
        Assert.That(frames[6..].Select(Reds), Is.All.Zero);

        static int Reds(byte[] frame) => frame.Chunk(4).Count(pixel => pixel[0] == 255 && pixel[1] == 0);
    }

    [TestCase("25/2", 13)]
    [TestCase("1/2", 1)]
    [TestCase("30000/1001", 30)]
    public void A_finished_picture_stays_for_a_second_at_least(string rate, int frames)
    {
        using var mine = new TemporaryFolder();
        Generate(mine, "a.apng", plain, "--seed", "7", "--fps", rate);
        Assert.That(
            MovingPictures.Decode(mine.File("a.apng")), Has.Length.EqualTo((6 + frames) * 12 * 8 * Picture.Channels));
    }

    [Test]
    public void Each_ending_is_a_format_and_the_same_seed_the_same_bytes(
        [Values(".png", ".gif", ".apng", ".mp4", ".webm")] string ending)
    {
        Needs.Program("ffmpeg");
        using var mine = new TemporaryFolder();
        var run = Generate(mine, "a" + ending, colour, "--seed", "1", "--motion", "strokes", "--fps", "30000/1001");
        Generate(mine, "b" + ending, colour, "--seed", "1", "--motion", "strokes", "--fps", "30000/1001");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(
            File.ReadAllBytes(mine.File("a" + ending)), Is.EqualTo(File.ReadAllBytes(mine.File("b" + ending))));
    }

    // Oracle: ffprobe. An .mp4 has even sides, whatever was painted.
    [Test]
    public void The_size_that_is_told_is_that_of_the_file([Values(".gif", ".apng", ".mp4", ".webm")] string ending)
    {
        using var mine = new TemporaryFolder();
        var run = Generate(mine, "a" + ending, plain, "--seed", "1", "--size", "21");
        var size = MovingPictures.Probe(mine.File("a" + ending), "stream=width,height");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.EndWith($" pictures of {size[0]} x {size[1]} pixels, seed 1.\n"));
    }

    [TestCase("--motion loop --attention", ".gif", "no meaning")]
    [TestCase("--attention", ".png", "--attention needs")]
    [TestCase("--fps 12", ".png", "--fps needs")]
    [TestCase("--motion loop", "", "--motion needs a file")]
    [TestCase("--gap 2", ".gif", "--gap needs")]
    [TestCase("--hold 2", ".png", "--hold needs")]
    [TestCase("--motion walk --hold 2", ".gif", "no meaning")]
    [TestCase("--motion walk", ".gif", "--count is 1")]
    [TestCase("--vary 0.5", ".png", "--count N, or --motion loop")]
    [TestCase("--steps 5.5", ".png", "--steps must be 0 to 5 for this model, but was 5.5")]
    [TestCase("--size 512 --scale 64", "", "sides of 16384 pixels")]
    [TestCase("--size 4096 --count 17", ".png", "sides of 16384 pixels")]
    [TestCase("--class 1", ".png", "knows classes")]
    [TestCase("--looks 1", ".png", "--like FILE")]
    [TestCase("--passes 2", ".png", "--mask FILE")]
    [TestCase("", ".jpg", "--out must end with")]
    [TestCase("--size 4096 --count 100", ".gif", "million pixels")]
    [TestCase("--fps 0", ".gif", "A frame rate")]
    [TestCase("--fps 60", ".gif", "at most 50 pictures a second")]
    [TestCase("--fps 1/656", ".gif", "or write an .apng")]
    public void What_cannot_be_is_refused_in_a_sentence(string options, string ending, string sentence)
    {
        using var mine = new TemporaryFolder();
        var run = Generate(mine, "a" + ending, plain, options.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1).And.One.Contains(sentence));
        Assert.That(mine.Names, Is.Empty);
    }

    [Test]
    public void A_model_without_attention_shows_none_and_a_picture_must_fit()
    {
        using var mine = new TemporaryFolder();
        var like = Write(mine, "like.png", new Picture(6, 7));

        Assert.That(Generate(mine, "a.gif", whole, "--attention").Error, Does.Contain("through attention"));
        Assert.That(Generate(mine, "a.png", whole, "--tile").Error, Does.Contain("through attention"));
        var run = Generate(mine, "a.png", whole, "--like", like);
        Assert.That((run.ExitCode, run.ErrorLines.Length), Is.EqualTo((2, 1)));
        Assert.That(run.Error, Does.Contain("6 x 6 pixels was expected").And.Contain("6 x 7"));
        Assert.That(
            Generate(mine, "a.png", plain, "--like", Write(mine, "fits.png", new Picture(12, 8)), "--looks", "6").Error,
            Is.EqualTo("--looks must be 0 to 5 for this model, but was 6.\n"));
        Assert.That(
            Generate(mine, "a.png", colour, "--class", "3").Error,
            Is.EqualTo("--class must be 0 to 2, or cat, dog, elf for this model, but was '3'.\n"));
    }

    [Test]
    [NonParallelizable]
    public void Without_ffmpeg_a_video_says_what_to_install_and_gif_and_apng_still_work()
    {
        using var mine = new TemporaryFolder();
        var path = Environment.GetEnvironmentVariable("PATH");
        try
        {
            Environment.SetEnvironmentVariable("PATH", mine.Path);
            var run = Generate(mine, "a.mp4", plain);
            Assert.That(run.ExitCode, Is.EqualTo(3));
            Assert.That(run.ErrorLines, Has.Length.EqualTo(1).And.One.Contains("install the package ffmpeg"));
            Assert.That(Generate(mine, "a.gif", plain).ExitCode, Is.Zero);
            Assert.That(Generate(mine, "a.apng", plain).ExitCode, Is.Zero);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
        }
    }

    private string Save(string name, DrawConfig config)
    {
        var model = DrawModel.Create(config, 1);
        var rng = new Rng(2);
        for (var i = 0; i < model.Parameters.Count; i++)
        {
            var parameter = model.Parameters[i];
            for (var input = 0; input < parameter.Inputs; input++)
            {
                foreach (ref var value in parameter.Row(input)) value = rng.Normal() * 0.7f;
            }

            parameter.Changed();
        }

        var file = folder.File(name + ".safetensors");
        using var stream = File.Create(file);
        model.ToCheckpoint().Write(stream);
        return file;
    }

    private static CommandLine.Outcome Generate(
        TemporaryFolder folder, string name, string model, params string[] options)
    {
        return CommandLine.Run(["image", "generate", "--model", model, "--out", folder.File(name), .. options]);
    }

    private static byte[] Finish(Painter painter)
    {
        while (painter.TryNext())
        {
        }

        var picture = new Picture(painter.Width, painter.Height);
        painter.Show(picture);
        return picture.Pixels;
    }

    private static byte[] Cut(Picture sheet, JsonNode place)
    {
        var (left, top, width, height) = ((int)place["x"]!, (int)place["y"]!, (int)place["w"]!, (int)place["h"]!);
        return [.. Enumerable.Range(0, height).SelectMany(y =>
            sheet.Pixels.AsSpan(((top + y) * sheet.Width + left) * 4, width * 4).ToArray())];
    }

    private static double Distance(byte[] a, byte[] b)
    {
        return a.Zip(b, (x, y) => Math.Abs(x - y)).Average();
    }

    private static Picture Read(string file)
    {
        using var stream = File.OpenRead(file);
        return PictureFile.Read(stream);
    }

    private static string Write(TemporaryFolder folder, string name, Picture picture)
    {
        using var stream = new MemoryStream();
        PictureFile.WritePng(picture, stream);
        return folder.File(name, stream.ToArray());
    }
}
