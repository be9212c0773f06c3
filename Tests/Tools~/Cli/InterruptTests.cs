using System.Diagnostics;
using NUnit.Framework;

namespace RnnGen.Tools.Tests.Cli;

/// <summary>The program as a process of its own, with the signal that a terminal sends for Ctrl-C.</summary>
[Platform("Linux")]
public sealed class InterruptTests
{
    [Test]
    public void Ctrl_C_ends_with_130_and_leaves_whole_files_only()
    {
        using var folder = new TemporaryFolder();
        var model = folder.File("model.safetensors");
        var network = new SequenceConfig { Size = 64, Layers = 1 };
        MusicModel.Create(NoteCodec.ByName("performance"), network, seed: 3).ToCheckpoint().Save(model);

        var songs = folder.File("songs");
        using var program = Start(
            "music", "generate", "--model", model, "--seconds", "86400", "--count", "1000", "--out", songs);
        var firstSign = program.StandardError.ReadLine();
        while (firstSign is not null && !firstSign.StartsWith("Composing", StringComparison.Ordinal))
        {
            firstSign = program.StandardError.ReadLine();
        }

        using var kill = Process.Start(Needs.Program("kill"), ["-INT", $"{program.Id}"]);
        var rest = program.StandardError.ReadToEnd();
        program.WaitForExit();

        Assert.That(firstSign, Is.Not.Null);
        Assert.That(program.ExitCode, Is.EqualTo(130));
        Assert.That(rest, Does.EndWith("Interrupted.\n").And.Not.Contain("   at "));
        var left = Directory.Exists(songs) ? Directory.GetFiles(songs) : [];
        Assert.That(left, Has.All.EndsWith(".mid"));
    }

    private static Process Start(params string[] words)
    {
        var start = new ProcessStartInfo(Needs.Program("dotnet")) { RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "RnnGen.Cli.dll"));
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        return Process.Start(start)!;
    }
}
