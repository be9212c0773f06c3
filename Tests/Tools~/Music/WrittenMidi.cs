using CsCheck;

namespace RnnGen.Tools.Tests.Music;

/// <summary>Pieces of music to write, at random and from a corpus.</summary>
internal static class WrittenMidi
{
    private static readonly Gen<Note> Note = Gen.Select(
        Gen.Long[0, 20_000],
        Gen.Long[0, 2_000],
        Gen.Byte[0, 127],
        Gen.Byte[1, 127],
        Gen.Byte[0, 15],
        Gen.UShort[0, 3],
        (start, length, pitch, velocity, channel, track) =>
            new Note(start, start + length, pitch, velocity, channel, (byte)(channel * 8), track));

    private static readonly Gen<PedalChange> Pedal = Gen.Select(
        Gen.Long[0, 20_000],
        Gen.Byte[0, 15],
        Gen.Byte[0, 127],
        Gen.UShort[0, 3],
        (tick, channel, value, track) => new PedalChange(tick, channel, value, track));

    /// <summary>Gets pieces with notes, pedals, tempos and time signatures anywhere.</summary>
    public static readonly Gen<NoteSequence> Pieces = Gen.Select(
        Gen.Int[1, 32_767],
        Note.Array[0, 60],
        Pedal.Array[0, 10],
        Gen.Select(Gen.Long[0, 20_000], Gen.Int[1, TempoMap.MaxTempo]).Array[0, 5],
        Gen.Select(Gen.Long[0, 20_000], Gen.Int[1, 255], Gen.Int[0, 7]).Array[0, 5],
        (ticksPerQuarter, notes, pedals, tempos, meters) =>
        {
            var piece = new NoteSequence(ticksPerQuarter);
            piece.Notes.AddRange(notes);
            piece.Pedals.AddRange(pedals);
            foreach (var (tick, tempo) in tempos) piece.Tempo.Set(tick, tempo);
            foreach (var (tick, numerator, power) in meters) piece.Meter.Set(tick, numerator, 1 << power);
            piece.Sort();
            return piece;
        });

    /// <summary>Gets some pieces, the same every time.</summary>
    public static IEnumerable<NoteSequence> Take(int count)
    {
        var random = new PCG(1, 1);
        return Enumerable.Range(0, count).Select(_ => Pieces.Generate(random, null, out var _));
    }

    /// <summary>Gets files that are written from pieces at random, and anew from game music.</summary>
    public static IEnumerable<byte[]> Files()
    {
        foreach (var piece in Take(20)) yield return piece.ToMidi().Write();
        var corpus = Directory.EnumerateFiles(Needs.Corpus("freedoom_music"), "*.mid");
        foreach (var path in corpus.Order(StringComparer.Ordinal).Take(20))
        {
            yield return NoteSequence.FromMidi(MidiFile.Load(path)).ToMidi().Write();
        }
    }
}
