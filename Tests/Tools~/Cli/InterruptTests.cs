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
            "music", "generate", "--model", model, "--seconds", "20", "--count", "100000", "--out", songs);
        var firstPiece = program.StandardOutput.ReadLine();
        using var kill = Process.Start(Needs.Program("kill"), ["-INT", $"{program.Id}"]);
        var others = program.StandardOutput.ReadToEndAsync();
        var error = program.StandardError.ReadToEnd();
        program.WaitForExit();

        Assert.That(firstPiece, Does.Contain(" notes in "));
        Assert.That(program.ExitCode, Is.EqualTo(130));
        Assert.That(error, Does.EndWith("Interrupted.\n").And.Not.Contain("   at "));
        var told = others.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length + 1;
        var left = Directory.GetFiles(songs);
        Assert.That(left, Has.Length.InRange(told, told + 1));
        Assert.That(left, Has.All.EndsWith(".mid"));
        foreach (var piece in left)
        {
            Assert.That(MidiFile.Read(File.ReadAllBytes(piece)).Diagnostics, Is.Empty);
        }
    }

    private static Process Start(params string[] words)
    {
        // Where tests run in the background, a shell lets programs ignore the signal.
        var start = new ProcessStartInfo(Needs.Program("env"))
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.ArgumentList.Add("--default-signal=INT");
        start.ArgumentList.Add(Needs.Program("dotnet"));
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "RnnGen.Cli.dll"));
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        return Process.Start(start)!;
    }
}
