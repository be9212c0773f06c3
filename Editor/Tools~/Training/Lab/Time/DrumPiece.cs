namespace RnnGen.Training;

/// <summary>Represents what a drummer played: which drum, and when.</summary>
/// <param name="Drums">The drum of each hit, an index into a list of drums.</param>
/// <param name="Times">When it was hit, in quarter notes from the beginning, never falling.</param>
internal sealed record DrumPiece(int[] Drums, double[] Times)
{
    /// <summary>Makes pieces of MIDI files.</summary>
    /// <param name="pieces">What was read.</param>
    /// <param name="pitches">The pitches of the drums; all others are one drum more.</param>
    public static DrumPiece[] Of(IEnumerable<MusicPiece> pieces, IReadOnlyList<byte> pitches)
    {
        var drums = Enumerable.Repeat(pitches.Count, 128).ToArray();
        for (var i = 0; i < pitches.Count; i++)
        {
            drums[pitches[i]] = i;
        }

        return
        [
            .. pieces.Select(piece => new DrumPiece(
                [.. piece.Notes.Notes.Select(note => drums[note.Pitch])],
                [.. piece.Notes.Notes.Select(note => note.Start / (double)piece.Notes.TicksPerQuarter)])),
        ];
    }
}
