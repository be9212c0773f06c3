using CsCheck;
using NUnit.Framework;

namespace RnnGen.Tools.Tests.Music;

/// <summary>Properties that hold for every piece, and for every file however broken.</summary>
public sealed class MidiPropertyTests
{
    private static readonly byte[][] Valid =
    [
        .. WrittenMidi.Take(8).Select(piece => piece.ToMidi().Write()),
        MidiFile.Read(new NoteSequence().ToMidi().Write()).InRiff().Write(),
        Rich().Write(),
        Rich().InRiff().Write(),
    ];

    // What chunks, lengths and events begin with, so that mutations meet all of the reader.
    private static readonly byte[] Marks =
        [.. "MTrkMThdRIFF"u8, 0, 1, 0x2F, 0x7F, 0x80, 0x90, 0xC0, 0xF0, 0xF7, 0xF8, 0xFF];

    private static readonly Gen<byte> Byte =
        Gen.OneOf(Gen.Byte, Gen.Int[0, Marks.Length - 1].Select(i => Marks[i]));

    private static readonly Gen<(int Kind, int Place, byte Value, int Length)[]> Mutations =
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 1 << 20], Byte, Gen.Int[1, 40]).Array[1, 8];

    [Test]
    public void Written_pieces_come_back_note_by_note()
    {
        WrittenMidi.Pieces.Sample(
            piece =>
            {
                var back = NoteSequence.FromMidi(MidiFile.Read(piece.ToMidi().Write()));
                var again = NoteSequence.FromMidi(MidiFile.Read(back.ToMidi().Write()));
                return Same(back, piece) && Same(again, back);
            },
            iter: 3_000, threads: 1);
    }

    [Test]
    public void Broken_files_are_read_or_refused_and_cost_little()
    {
        Gen.Select(Gen.Int[0, Valid.Length - 1], Mutations).Sample(
            (valid, mutations) => RequireReadOrRefused(Mutate(Valid[valid], mutations)),
            iter: 5_000,
            threads: 1);
    }

    [Test]
    public void Every_truncation_of_a_file_is_read_or_refused()
    {
        foreach (var valid in Valid)
        {
            for (var length = 0; length < valid.Length; length++)
            {
                RequireReadOrRefused(valid[..length]);
            }
        }
    }

    /// <summary>Each of these makes a careless reader go over all that follows for every chunk.</summary>
    [TestCase("MTrk\0\u00FF\u00FF\u00FF\0\u0090<d", TestName = "Tracks that claim what follows take no time")]
    [TestCase("MTrk\0\0\0\u0001\0", TestName = "Tracks that are cut short take no time")]
    [TestCase("MTrk\u00FF\u00FF\u00FF\u00FF\0\u0080<", TestName = "Tracks that claim all take no time")]
    [TestCase("ABCD\0\0\0\0", TestName = "Unknown chunks take no time")]
    [TestCase("\u0080<", TestName = "Bytes that are nothing take no time")]
    public void Two_megabytes_of_one_thing_are_read_or_refused_in_their_memory(string part)
    {
        var bytes = new List<byte>(new NoteSequence().ToMidi().Write()[..14]);
        while (bytes.Count < 2 << 20)
        {
            bytes.AddRange(part.Select(letter => (byte)letter));
        }

        RequireReadOrRefused([.. bytes]);
    }

    private static void RequireReadOrRefused(byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        MidiFile file;
        try
        {
            file = MidiFile.Read(bytes);
        }
        catch (NotMidiException)
        {
            return;
        }

        // The copy, 64 bytes for the 8 of an empty track, and the list of problems.
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That(allocated, Is.LessThan(65_536 + (16L * bytes.Length)), "bytes allocated");
        Assert.That(file.Write().AsSpan().SequenceEqual(bytes), "the same bytes");
        var again = MidiFile.Read(file.WithTracks(file.Tracks).Write());
        Assert.That(MidiListing.Of(again).SequenceEqual(MidiListing.Of(file)), "the same when written anew");
        Assert.That(file.Tracks.All(IsCounted), "events counted rightly");
        Assert.That(CanBePlayed(file), "notes in order");
    }

    private static bool IsCounted(MidiTrack track)
    {
        var (events, notes) = (0, 0);
        var tick = 0L;
        foreach (var e in track)
        {
            events++;
            notes += e.IsNoteOn ? 1 : 0;
            if (e.Tick < tick || (e.Kind < MidiKind.Sysex && (e.Data1 > 127 || e.Data2 > 127))) return false;
            tick = e.Tick;
        }

        return events == track.EventCount && notes == track.NoteCount && tick == track.EndTick;
    }

    private static bool CanBePlayed(MidiFile file)
    {
        for (var i = 0; i < file.PieceCount; i++)
        {
            var piece = NoteSequence.FromMidi(file, i).ApplyPedal();
            if (!double.IsFinite(piece.Seconds) || piece.Notes.Any(note => note.Duration < 0)) return false;
            if (!Same(NoteSequence.FromMidi(MidiFile.Read(piece.ToMidi().Write())), piece)) return false;
            if (file.Format == 2 && i > 10) break;
        }

        return true;
    }

    /// <summary>
    /// Compares pieces as far as a file can keep them: it does not say which of two notes on one key ends.
    /// </summary>
    private static bool Same(NoteSequence a, NoteSequence b)
    {
        return a.TicksPerQuarter == b.TicksPerQuarter
            && a.Notes.Select(Begin).Order().SequenceEqual(b.Notes.Select(Begin).Order())
            && a.Notes.Select(End).Order().SequenceEqual(b.Notes.Select(End).Order())
            && a.Pedals.Select(Move).Order().SequenceEqual(b.Pedals.Select(Move).Order())
            && a.Tempo.Changes.SequenceEqual(b.Tempo.Changes)
            && a.Meter.Changes.SequenceEqual(b.Meter.Changes);

        static (long, int, int, int) Begin(Note note) =>
            (note.Start, note.Channel, note.Pitch, note.Velocity);
        static (long, int, int) End(Note note) => (note.End, note.Channel, note.Pitch);
        static (long, int, int) Move(PedalChange pedal) => (pedal.Tick, pedal.Channel, pedal.Value);
    }

    private static byte[] Mutate(byte[] valid, (int Kind, int Place, byte Value, int Length)[] mutations)
    {
        var bytes = new List<byte>(valid);
        foreach (var (kind, anywhere, value, wanted) in mutations)
        {
            var place = anywhere % Math.Max(1, bytes.Count);
            var length = Math.Min(wanted, bytes.Count - place);
            switch (kind)
            {
                case 0: bytes.Insert(place, value); break;
                case 1: bytes.RemoveRange(place, length); break;
                case 2: bytes.InsertRange(place, bytes.GetRange(place, length)); break;
                default: if (bytes.Count > 0) bytes[place] = value; break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Makes a file with everything in it that pieces do not have.</summary>
    private static MidiFile Rich()
    {
        var writer = new MidiTrackWriter(runningStatus: true);
        writer.Add(0, MidiMeta.TrackName, "Café");
        writer.AddSysex(0, MidiKind.Sysex, [0x43, 0x12]);
        writer.AddSysex(3, MidiKind.Escape, [0x43, 0xF7]);
        writer.Add(5, MidiMeta.Key, (ReadOnlySpan<byte>)[0xFD, 1]);
        for (var i = 0; i < 20; i++)
        {
            writer.Add(10 * i + 10, MidiKind.NoteOn, i % 3, 60 + i, 100);
            writer.Add(10 * i + 15, MidiKind.NoteOn, i % 3, 60 + i, 0);
            writer.Add(10 * i + 16, MidiKind.PitchBend, 3, i, 64);
            writer.Add(10 * i + 16, MidiKind.ChannelPressure, 3, i);
            writer.Add(10 * i + 16, MidiKind.KeyPressure, 3, i, i);
        }

        writer.AddTempo(300_000, 1);
        return new MidiFile(2, new MidiDivision(29, 100), [writer.ToTrack(), writer.ToTrack(1 << 29)]);
    }
}
