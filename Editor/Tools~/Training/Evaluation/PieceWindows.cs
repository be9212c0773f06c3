namespace RnnGen.Training;

/// <summary>Makes sets of pieces of one length, so that their metrics can be compared.</summary>
internal static class PieceWindows
{
    /// <summary>
    /// Cuts pieces into windows of some bars: the first window of every piece, then the second of every
    /// piece, and so on, up to a number. Windows without a note, and what is left at the end of a piece, are
    /// left out.
    /// </summary>
    public static IReadOnlyList<NoteSequence> Cut(IReadOnlyList<NoteSequence> pieces, int bars, int count)
    {
        var windows = pieces.SelectMany(piece => piece.Split(bars)
            .Select((window, place) => (Place: place, Window: window))
            .Where(part => part.Window.Notes.Count > 0 && Bars(part.Window) == bars));
        return [.. windows.OrderBy(part => part.Place).Take(count).Select(part => part.Window)];
    }

    /// <summary>Counts the bars of a piece; the last may be begun only.</summary>
    public static int Bars(NoteSequence piece)
    {
        return piece.EndTick == 0 ? 0 : (int)piece.Meter.At(piece.EndTick - 1).Bar + 1;
    }

    /// <summary>
    /// Deals the pitches of a piece out anew among its notes, drums apart: a floor, since rhythm and the
    /// choice of pitches stay, and melody goes.
    /// </summary>
    public static NoteSequence Shuffle(NoteSequence piece, Rng rng)
    {
        var shuffled = piece.Transpose(0);
        var places = Enumerable.Range(0, shuffled.Notes.Count)
            .Where(i => !shuffled.Notes[i].IsDrum)
            .ToArray();
        for (var i = places.Length - 1; i > 0; i--)
        {
            var (a, b) = (places[i], places[rng.Below(i + 1)]);
            var (first, second) = (shuffled.Notes[a], shuffled.Notes[b]);
            shuffled.Notes[a] = first.WithPitch(second.Pitch);
            shuffled.Notes[b] = second.WithPitch(first.Pitch);
        }

        shuffled.Sort();
        return shuffled;
    }
}
