using CsCheck;
using NUnit.Framework;

namespace RnnGen.Tools.Tests.Music;

/// <summary>
/// Checks with random pieces that reading back what was written keeps every note within the stated
/// quantisation, which is worked out here note by note, with as little cleverness as possible.
/// </summary>
public sealed class CodecRoundTripTests
{
    private const int Rounds = 1000;

    private static readonly Gen<NoteSequence> Pieces =
        from ticksPerQuarter in Gen.OneOf(24, 48, 89, 96, 120, 384, 480, 960, 1024)
        from tempos in Gen.Select(Gen.Int[0, 40], Gen.Int[150_000, 3_000_000]).Array[0, 4]
        from meters in Gen.Select(Gen.Int[0, 40], Gen.Int[1, 17], Gen.OneOf(1, 2, 4, 8, 16, 32)).Array[0, 4]
        from notes in NotesOf(ticksPerQuarter).Array[0, 80]
        select Build(ticksPerQuarter, tempos, meters, notes);

    [Test]
    public void Performances_keep_every_note()
    {
        var codec = NoteCodec.ByName("performance");
        Pieces.Sample(piece =>
        {
            var notes = piece.Notes.Where(note => !note.IsDrum).Select(note => (
                Start: Step(note.Start), End: Step(note.End), note.Pitch, note.Velocity)).ToArray();
            var expected = notes.GroupBy(note => (note.Start, note.Pitch)).Select(same =>
            {
                var (start, pitch) = same.Key;
                var end = Math.Clamp(same.Max(note => note.End), start + 1, start + 999);
                var next = notes.Where(note => note.Pitch == pitch && note.Start > start)
                    .Select(note => note.Start).DefaultIfEmpty(long.MaxValue).Min();
                var velocity = same.Max(note => note.Velocity);
                return (Start: 10 * start, End: 10 * Math.Min(end, next), pitch, velocity);
            }).OrderBy(note => note.Start).ThenBy(note => note.pitch).ToArray();
            var actual = codec.Decode(codec.Encode(piece)).Notes;

            return actual.Count == expected.Length && actual.Zip(expected).All(pair =>
                pair.First.Start == pair.Second.Start
                && pair.First.End == pair.Second.End
                && pair.First.Pitch == pair.Second.pitch
                && Math.Abs(pair.First.Velocity - pair.Second.velocity) <= 2);

            long Step(long tick) => (long)Math.Round(100 * piece.Tempo.SecondsAt(tick));
        }, iter: Rounds);
    }

    [Test]
    public void Scores_keep_every_note()
    {
        var codec = NoteCodec.ByName("score");
        Pieces.Where(IsNeverSilentForLong).Sample(piece =>
        {
            var notes = piece.Notes.Select(note => (
                Start: Step(note.Start), End: Step(note.End), Channel: ChannelOf(note), Pitch: KeyOf(note),
                note.Velocity)).ToArray();
            var expected = notes.GroupBy(note => (note.Start, note.Channel, note.Pitch)).Select(same =>
            {
                var (start, channel, pitch) = same.Key;
                var length = Math.Clamp(same.Max(note => note.End) - start, 1, 32 * 24);
                length = channel == Note.DrumChannel ? 6 : length;
                var next = notes
                    .Where(note => note.Channel == channel && note.Pitch == pitch && note.Start > start)
                    .Select(note => note.Start).DefaultIfEmpty(long.MaxValue).Min();
                var velocity = same.Max(note => note.Velocity);
                return (start, Length: Math.Min(length, next - start), channel, pitch, velocity);
            }).OrderBy(note => (note.start, note.pitch, note.channel)).ToArray();
            var actual = codec.Decode(codec.Encode(piece)).Notes
                .OrderBy(note => (note.Start, note.Pitch, note.Channel)).ToArray();

            return actual.Length == expected.Length && actual.Zip(expected).All(pair =>
                pair.First.Start == 20 * pair.Second.start
                && pair.First.Pitch == pair.Second.pitch
                && pair.First.Channel == pair.Second.channel
                && Math.Abs(pair.First.Velocity - pair.Second.velocity) <= 4
                && IsNear(pair.First.Duration / 20, pair.Second.Length));

            long Step(long tick) => (48 * tick / piece.TicksPerQuarter + 1) / 2;
        }, iter: Rounds);
    }

    [Test]
    public void Tokens_follow_the_grammar_and_are_written_again_the_same(
        [Values("score", "performance")] string name)
    {
        var codec = NoteCodec.ByName(name);
        Pieces.Sample(piece =>
        {
            var tokens = codec.Encode(piece);
            var reader = codec.NewReader();
            foreach (var token in tokens)
            {
                if (!reader.Allows(token))
                {
                    return false;
                }

                reader.Accept(token);
                while (reader.TryTake(out _))
                {
                }
            }

            return codec.Encode(codec.Decode(tokens)).SequenceEqual(tokens);
        }, iter: Rounds);
    }

    [Test]
    public void Any_tokens_can_be_read([Values("score", "performance")] string name)
    {
        var codec = NoteCodec.ByName(name);
        Gen.Int[-2, codec.TokenCount + 2].Array[0, 300].Sample(tokens =>
            codec.Decode(tokens).Notes.All(note => note.Start >= 0 && note.Duration > 0), iter: Rounds);
    }

    // A silence of more than 32 bars is documented to become shorter, and bars of a 16th are soon over.
    private static bool IsNeverSilentForLong(NoteSequence piece)
    {
        var shortestBar = piece.Meter.Changes.Min(change => 4.0 * change.Numerator / change.Denominator);
        var starts = piece.Notes.Select(note => note.Start).Prepend(0).Order().ToArray();
        var longestSilence = starts.Zip(starts.Skip(1), (before, after) => after - before).DefaultIfEmpty(0).Max();
        return longestSilence < 31 * shortestBar * piece.TicksPerQuarter;
    }

    // Half a line of the table of durations: 1/24 up to a quarter note, 1/12 up to two, 1/6 up to four …
    private static bool IsNear(long length, long expected)
    {
        var line = 1L;
        while (expected > 24 * line)
        {
            line *= 2;
        }

        return Math.Abs(length - expected) <= line / 2;
    }

    private static byte KeyOf(Note note)
    {
        return note is { IsDrum: true, Pitch: 22 } ? (byte)42
            : note is { IsDrum: true, Pitch: 26 } ? (byte)46
            : note.Pitch;
    }

    // The parts as they are documented, by the channel that each has.
    private static byte ChannelOf(Note note)
    {
        return (byte)(note.IsDrum ? Note.DrumChannel : note.Program switch
        {
            < 8 => 2,
            < 16 => 3,
            < 24 => 4,
            < 29 => 5,
            29 => 6,
            < 32 => 7,
            < 38 => 0,
            < 40 => 1,
            < 52 => 8,
            < 56 => 10,
            < 72 => 11,
            < 80 => 12,
            80 or 82 => 13,
            < 88 => 14,
            < 104 => 15,
            < 112 => 5,
            < 120 => 3,
            _ => 15,
        });
    }

    private static Gen<Note> NotesOf(int ticksPerQuarter)
    {
        // Few pitches and places, so that notes meet; gaps shorter than those that are closed.
        return from start in Gen.OneOf(
                Gen.Int[0, 40].Select(eighth => eighth * ticksPerQuarter / 2),
                Gen.Int[0, 20 * ticksPerQuarter])
            from length in Gen.Frequency(
                (8, Gen.Int[0, 2 * ticksPerQuarter]), (1, Gen.Int[0, 40 * ticksPerQuarter]))
            from pitch in Gen.OneOf(Gen.Int[60, 63], Gen.Int[0, 127], Gen.OneOf(22, 26, 42))
            from velocity in Gen.Int[1, 127]
            from channel in Gen.OneOf(0, 1, 9, 15)
            from program in Gen.OneOf(Gen.Int[0, 127], Gen.OneOf(0, 30, 33))
            select new Note(
                start, start + length, (byte)pitch, (byte)velocity, (byte)channel, (byte)program,
                (ushort)channel);
    }

    private static NoteSequence Build(
        int ticksPerQuarter,
        (int Eighth, int Micros)[] tempos,
        (int Eighth, int Numerator, int Denominator)[] meters,
        Note[] notes)
    {
        var piece = new NoteSequence(ticksPerQuarter);
        foreach (var (eighth, micros) in tempos)
        {
            piece.Tempo.Set(eighth * ticksPerQuarter / 2, micros);
        }

        foreach (var (eighth, numerator, denominator) in meters)
        {
            piece.Meter.Set(eighth * ticksPerQuarter / 2, numerator, denominator);
        }

        piece.Notes.AddRange(notes);
        piece.Sort();
        return piece;
    }
}
