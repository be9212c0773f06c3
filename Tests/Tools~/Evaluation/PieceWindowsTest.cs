using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public sealed class PieceWindowsTest
{
    [Test]
    public void Beginnings_are_taken_if_there_are_enough_and_remainders_never()
    {
        // 5 and 3 bars of 4/4; windows of two bars: 2 whole ones of the first piece, 1 of the second.
        NoteSequence[] pieces = [Scale(40, 5), Scale(60, 3)];

        Assert.That(FirstPitches(PieceWindows.Cut(pieces, bars: 2, count: 2)), Is.EqualTo([40, 60]));
        Assert.That(FirstPitches(PieceWindows.Cut(pieces, bars: 2, count: 10)), Is.EqualTo([40, 42, 60]));
        var windows = PieceWindows.Cut(pieces, bars: 2, count: 10);
        Assert.That(windows.Select(PieceWindows.Bars), Is.All.EqualTo(2));
    }

    [Test]
    public void Windows_are_taken_evenly_from_all_pieces()
    {
        var pieces = Enumerable.Range(0, 9).Select(i => Scale(40 + i, 2)).ToArray();

        Assert.That(FirstPitches(PieceWindows.Cut(pieces, bars: 2, count: 3)), Is.EqualTo([40, 43, 46]));
    }

    [Test]
    public void Shuffling_keeps_rhythm_drums_and_the_pitches_as_a_set()
    {
        var piece = Scale(40, 30);
        piece.Notes.Add(new Note(100, 200, 35, 80, channel: Note.DrumChannel));
        piece.Sort();

        var shuffled = PieceWindows.Shuffle(piece, new Rng(1));

        Assert.That(Pitches(shuffled), Is.EquivalentTo(Pitches(piece)).And.Not.EqualTo(Pitches(piece)));
        Assert.That(Times(shuffled), Is.EqualTo(Times(piece)));
        Assert.That(
            shuffled.Notes.Single(note => note.IsDrum), Is.EqualTo(piece.Notes.Single(note => note.IsDrum)));
        Assert.That(Pitches(PieceWindows.Shuffle(piece, new Rng(1))), Is.EqualTo(Pitches(shuffled)));
    }

    private static IEnumerable<int> FirstPitches(IReadOnlyList<NoteSequence> windows)
    {
        return windows.Select(window => (int)window.Notes.Single(note => note.Start == 0).Pitch);
    }

    private static IEnumerable<(long, long)> Times(NoteSequence piece)
    {
        return piece.Notes.Select(note => (note.Start, note.End));
    }

    private static IEnumerable<int> Pitches(NoteSequence piece)
    {
        return piece.Notes.Where(note => !note.IsDrum).Select(note => (int)note.Pitch);
    }

    /// <summary>One note in each bar, each a semitone higher.</summary>
    private static NoteSequence Scale(int first, int bars)
    {
        var piece = new NoteSequence(480);
        for (var bar = 0; bar < bars; bar++)
        {
            piece.Notes.Add(new Note(bar * 1920, bar * 1920 + 1900, (byte)(first + bar), 64));
        }

        piece.Sort();
        return piece;
    }
}
