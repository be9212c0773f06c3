using NUnit.Framework;
using RnnGen.Tools.Tests.Cli;

namespace RnnGen.Tools.Tests;

/// <summary>What all commands that train do alike, before they read any data.</summary>
public sealed class TrainingRunTests
{
    [Test]
    public void What_is_there_already_is_not_replaced(
        [Values("music", "image", "video", "text")] string art,
        [Values("my.safetensors", "my.safetensors.train")] string old)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("data"));
        folder.File(old, [1, 2, 3]);
        var result = CommandLine.Run(
            art, "train", "--data", folder.File("data"), "--out", folder.File("my.safetensors"));
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.ErrorLines.Single(), Does.Contain($"{old}'").And.Contain("--resume").And.Contain("--out"));
        Assert.That(folder.Names, Is.EqualTo(new[] { "data", old }));
        Assert.That(File.ReadAllBytes(folder.File(old)), Has.Length.EqualTo(3));
    }

    [Test]
    public void There_must_be_something_to_go_on_with([Values("music", "image", "video", "text")] string art)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("data"));
        var result = CommandLine.Run(
            art, "train", "--data", folder.File("data"), "--out", folder.File("my.safetensors"), "--resume");
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.ErrorLines.Single(), Does.Contain("my.safetensors.train"));
    }
}
