using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public sealed class GrammarLintsTest
{
    // Two notes, one after the other, then one more much later.
    private static readonly List<NoteEvent> music =
        Events((0, 480, 60), (480, 960, 62), (96_000, 96_480, 64));

    [Test]
    public void Music_that_holds_the_rules_has_none()
    {
        Assert.That(Counts(music), Is.EqualTo((3, 0, 0, 0, 0)));
    }

    [TestCase(32, 0)]
    [TestCase(33, 1)]
    public void A_note_that_ends_after_more_than_32_quarters_was_stuck(int quarters, int stuck)
    {
        // A codec ends notes sooner: so the beginning of one, and the end of another.
        var end = quarters * NoteEvent.TicksPerQuarter;
        var lints = new GrammarLints();
        lints.Add(Events((0, 480, 60)).First(next => next.Kind == NoteEventKind.NoteOn));
        lints.Add(Events((end - 480, end, 60)).First(next => next.Kind == NoteEventKind.NoteOff));
        Assert.That((lints.Notes, lints.Stuck), Is.EqualTo((1, stuck)));
    }

    [Test]
    public void A_note_that_begins_while_it_sounds_overlaps()
    {
        var on = music.First(next => next.Kind == NoteEventKind.NoteOn);

        Assert.That(Counts([on, .. music]), Is.EqualTo((4, 0, 1, 0, 0)));
    }

    [Test]
    public void A_note_that_ends_when_it_begins_has_no_length()
    {
        var twice = Events((0, 480, 60), (480, 960, 60));
        var off = twice.First(next => next.Kind == NoteEventKind.NoteOff);
        var on = twice.Last(next => next.Kind == NoteEventKind.NoteOn);
        Assert.That(on.Tick, Is.EqualTo(off.Tick));
        var lints = new GrammarLints();
        lints.Add(on);
        lints.Add(off);
        Assert.That((lints.Notes, lints.ZeroLength), Is.EqualTo((1, 1)));
    }

    [Test]
    public void An_end_without_a_beginning_is_an_orphan()
    {
        var off = music.First(next => next.Kind == NoteEventKind.NoteOff);

        Assert.That(Counts([off, off]), Is.EqualTo((0, 0, 0, 2, 0)));
    }

    [Test]
    public void Events_before_those_that_they_follow_are_out_of_order()
    {
        var notes = music.Where(next => next.Kind is NoteEventKind.NoteOn or NoteEventKind.NoteOff).ToList();

        Assert.That(Counts([notes[^2], notes[^1], notes[0], notes[1]]), Is.EqualTo((2, 0, 0, 0, 1)));
    }

    [Test]
    public void A_note_that_never_ends_is_stuck_once_32_quarters_have_passed()
    {
        var on = music.First(next => next.Kind == NoteEventKind.NoteOn);

        Assert.That(Counts([on]), Is.EqualTo((1, 0, 0, 0, 0)));
        Assert.That(Counts([on, music[^1]]), Is.EqualTo((1, 1, 0, 1, 0)));
    }

    private static (int Notes, int Stuck, int Overlaps, int Orphans, int OutOfOrder) Counts(
        IEnumerable<NoteEvent> events)
    {
        var lints = new GrammarLints();
        foreach (var next in events)
        {
            lints.Add(next);
        }

        lints.EndPiece();
        return (lints.Notes, lints.Stuck, lints.Overlaps, lints.Orphans, lints.OutOfOrder);
    }

    private static List<NoteEvent> Events(params (long Start, long End, byte Pitch)[] notes)
    {
        var piece = new NoteSequence(480);
        piece.Notes.AddRange(notes.Select(note => new Note(note.Start, note.End, note.Pitch, 64)));
        piece.Sort();
        var codec = new ScoreCodec();
        var reader = codec.NewReader();
        var events = new List<NoteEvent>();
        foreach (var token in codec.Encode(piece))
        {
            reader.Accept(token);
            Take();
        }

        reader.Finish();
        Take();
        return events;

        void Take()
        {
            while (reader.TryTake(out var next))
            {
                events.Add(next);
            }
        }
    }
}
