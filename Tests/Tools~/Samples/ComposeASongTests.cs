using NUnit.Framework;
using RnnGen.Tools.Tests.Cli;

namespace RnnGen.Tools.Tests.Samples;

public sealed class ComposeASongTests
{
    private const string Script = "Samples/Compose a song in ten lines/ComposeASong.cs";

    [Test]
    public void The_song_is_sixteen_bars_of_music_and_the_same_for_the_same_seed()
    {
        using var folder = new TemporaryFolder();
        var model = folder.File("small.safetensors");
        var network = new SequenceConfig { Cell = "lstm", Size = 16, Layers = 1 };
        MusicModel.Create(NoteCodec.ByName("score"), network, seed: 3).ToCheckpoint().Save(model);

        ComposeASong.Write(model, folder.File("a.mid"), 7);
        ComposeASong.Write(model, folder.File("b.mid"), 7);
        ComposeASong.Write(model, folder.File("c.mid"), 8);

        var song = NoteSequence.FromMidi(MidiFile.Load(folder.File("a.mid")));
        Assert.That(song.Notes, Is.Not.Empty);
        var end = song.Meter.At(song.EndTick);
        Assert.That((end.Bar, end.Beat, end.Tick), Is.EqualTo((16, 0, 0)));
        var bytes = File.ReadAllBytes(folder.File("a.mid"));
        Assert.That(File.ReadAllBytes(folder.File("b.mid")), Is.EqualTo(bytes));
        Assert.That(File.ReadAllBytes(folder.File("c.mid")), Is.Not.EqualTo(bytes));
    }

    [Test]
    public void The_README_shows_this_very_script()
    {
        var readme = File.ReadAllText(Needs.InRepository("README.md"));
        var script = File.ReadAllText(Needs.InRepository(Script));
        Assert.That(readme, Does.Contain($"```csharp\n{script}```\n"));
    }

    // Braces that close count, lines that import or are empty do not.
    [Test]
    public void It_takes_ten_lines()
    {
        var lines = File.ReadLines(Needs.InRepository(Script))
            .Where(line => line.Length > 0 && !line.StartsWith("using ", StringComparison.Ordinal));
        Assert.That(lines.Count(), Is.EqualTo(10));
    }
}
