using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public sealed class GridPieceTest
{
    [Test]
    public void Times_move_to_the_nearest_sixteenth_and_no_note_gets_shorter()
    {
        var sequence = new NoteSequence(480);
        sequence.Notes.Add(new Note(59, 65, 60, 64));
        sequence.Notes.Add(new Note(60, 361, 62, 64));
        sequence.Notes.Add(new Note(179, 181, 35, 64, channel: Note.DrumChannel));
        sequence.Sort();

        var piece = GridPiece.From(sequence);

        Assert.That(
            piece.Notes.Select(note => (note.Start, note.End, note.Pitch, note.IsDrum)),
            Is.EqualTo(new[] { (0, 1, 60, false), (1, 2, 35, true), (1, 3, 62, false) }));
        Assert.That(piece.Pitched.Select(note => note.Pitch), Is.EqualTo([60, 62]));
        Assert.That(piece.Parts, Has.Count.EqualTo(2));
    }

    [Test]
    public void Bars_follow_the_time_signatures_up_to_the_end()
    {
        var sequence = new NoteSequence(480);
        sequence.Meter.Set(0, 3, 4);
        sequence.Meter.Set(1440, 7, 8);
        sequence.EndTick = 1440 + 1680 + 1;

        var piece = GridPiece.From(sequence);

        Assert.That(piece.Bars, Is.EqualTo(
            new[] { new GridBar(0, 12), new GridBar(12, 14), new GridBar(26, 14) }));
        Assert.That(piece.Seconds, Is.EqualTo((1440 + 1680 + 1) / 960.0).Within(1e-9));
    }

    [Test]
    public void The_melody_is_the_highest_of_the_notes_that_begin_together()
    {
        var piece = new GridPiece(
            [
                new(0, 4, 60, 0, false),
                new(0, 4, 67, 0, false),
                new(0, 4, 81, 1, true),
                new(2, 3, 55, 0, false),
            ],
            [new(0, 16)],
            1);

        Assert.That(piece.Melody.Select(note => note.Pitch), Is.EqualTo([67, 55]));
    }
}
