using System.Text.Json;
using NUnit.Framework;

namespace RnnGen.Tools.Tests.Cli;

public sealed class BenchMidiTests
{
    [Test]
    public void Json_has_a_result_for_each_engine()
    {
        Needs.Program("node");
        Needs.NodePackage("midi-file");
        using var folder = new TemporaryFolder();
        var song = new NoteSequence();
        song.Notes.Add(new Note(0, 960, 60, 100));
        var path = folder.File("a.mid", song.ToMidi().Write());
        var outcome = CommandLine.Run("bench", "midi", "--json", "--rounds", "1", path);
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Error);
        var results = JsonDocument.Parse(outcome.Output).RootElement.GetProperty("results");
        Assert.That(
            results.EnumerateArray().Select(result => result.GetProperty("engine").GetString()),
            Is.EqualTo(new[] { "rnngen", "midi-file" }));
        foreach (var result in results.EnumerateArray())
        {
            Assert.That(result.GetProperty("work").GetString(), Is.EqualTo("given files"));
            Assert.That(result.GetProperty("filesPerSecond").GetDouble(), Is.Positive);
            Assert.That(result.GetProperty("mbPerSecond").GetDouble(), Is.Positive);
        }
    }
}
