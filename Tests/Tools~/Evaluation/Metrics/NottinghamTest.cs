using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>
/// The metrics on human melodies, beside those that another program (in Python, by another hand) found on 250
/// other tunes of the same collection. Tunes differ, so agreement is to a few hundredths.
/// </summary>
public sealed class NottinghamTest
{
    private static readonly Lazy<List<GridPiece>> melodies = new(() =>
    {
        var folder = Path.Combine(Needs.Corpus("nottingham_midi"), "valid");
        var files = Directory.GetFiles(folder, "*.mid").Order();
        return [.. files.Select(file => NoteSequence.FromMidi(MidiFile.Load(file))).Select(Melody)];
    });

    [TestCase("pitch-class entropy, 1 bar", 1.54, 0.04)]
    [TestCase("pitch-class entropy, 4 bars", 2.44, 0.03)]
    [TestCase("scale consistency", 0.983, 0.01)]
    [TestCase("groove similarity", 0.872, 0.02)]
    [TestCase("interval", 2.60, 0.12)]
    [TestCase("leaps", 0.041, 0.01)]
    [TestCase("repetition", 0.461, 0.03)]
    [TestCase("bar repetition", 0.546, 0.03)]
    public void Human_melodies_measure_as_published(string name, double published, double tolerance)
    {
        var metric = Metric.All.Single(metric => metric.Name == name);

        var mean = new Summary(melodies.Value.Select(piece => metric.Of(piece)[0])).Mean;

        Assert.That(mean, Is.EqualTo(published).Within(tolerance));
    }

    private static GridPiece Melody(NoteSequence tune)
    {
        var first = tune.Notes.Min(note => note.Track);
        tune.Notes.RemoveAll(note => note.Track != first);
        return GridPiece.From(tune);
    }
}
