using NUnit.Framework;

namespace RnnGen.Tools.Tests.Cli;

/// <summary>What cannot be written, or would be all the same, is not painted at all.</summary>
public sealed class PaintTargetTests
{
    [TestCase("image", "file/a.gif")]
    [TestCase("image", "a.png")]
    [TestCase("image", "file")]
    [TestCase("video", "file/a.gif")]
    [TestCase("video", "a.png")]
    [TestCase("video", "file")]
    public void Nothing_is_painted_that_cannot_be_written(string art, string name)
    {
        using var folder = new TemporaryFolder();

        // A file is where a folder should be; or, beside a sheet, a folder where its JSON should be.
        var hindrance = name == "a.png" ? "a.json" : "file";
        if (name == "a.png")
        {
            Directory.CreateDirectory(folder.File(hindrance));
        }
        else
        {
            folder.File(hindrance, [1]);
        }

        var count = art == "image" ? "--count" : "--frames";
        var run = CommandLine.Run(
            art, "generate", "--model", Model(folder, art), "--out", folder.File(name), count, "3", "--seed", "1");
        Assert.That(run.ExitCode, Is.EqualTo(3), run.Error);
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1).And.One.Contains("cannot be written"));
        Assert.That(folder.Names, Is.EquivalentTo(new[] { "model", hindrance }));
    }

    [Test]
    public void Frames_of_a_longer_video_do_not_stay_behind_those_of_a_shorter()
    {
        using var folder = new TemporaryFolder();
        var model = Model(folder, "video");
        CommandLine.Outcome Paint(int frames) => CommandLine.Run(
            "video", "generate", "--model", model, "--out", folder.File("film"), "--frames", $"{frames}", "--seed",
            "1");
        Assert.That(Paint(3).ExitCode, Is.Zero);
        Assert.That(Paint(4).ExitCode, Is.Zero);
        var run = Paint(3);
        Assert.That(run.ExitCode, Is.EqualTo(1), run.Error);
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1).And.One.Contains("000003.png' exists"));
    }

    [TestCase("--temperature 0 --count 2", "--count has no meaning with --temperature 0")]
    [TestCase("--temperature 0 --vary 0.5 --motion loop", "--vary has no meaning with --temperature 0")]
    [TestCase("--temperature 0 --motion loop", "--motion has no meaning with --temperature 0")]
    [TestCase("--gap 2", "--gap needs a sheet")]
    [TestCase("--like x.png --mask x.png --looks 0 --passes 2", "--passes has no meaning with --looks 0")]
    public void What_would_be_the_same_is_refused(string options, string sentence)
    {
        using var folder = new TemporaryFolder();
        var run = CommandLine.Run(
        [
            "image", "generate", "--model", Model(folder, "image"), "--out", folder.File("a.png"),
            .. options.Split(' '),
        ]);
        Assert.That(run.ExitCode, Is.EqualTo(1), run.Error);
        Assert.That(run.ErrorLines[^1], Does.Contain(sentence));
    }

    private static string Model(TemporaryFolder folder, string art)
    {
        var frame = new DrawConfig { Width = 6, Height = 5, Steps = 2, Size = 4, Latent = 2 };
        var model = art == "image"
            ? DrawModel.Create(frame, 1).ToCheckpoint()
            : VideoModel.Create(new VideoConfig { Frame = frame, Time = 3 }, 1).ToCheckpoint();
        model.Save(folder.File("model"));
        return folder.File("model");
    }
}
