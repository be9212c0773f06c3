namespace RnnGen.Training;

/// <summary>Makes sets of pieces of one length, so that their metrics can be compared.</summary>
internal static class PieceWindows
{
    /// <summary>
    /// Cuts pieces into windows of some bars, and takes a number of them evenly from all pieces: the
    /// beginnings of pieces if there are enough, since composed music begins too, else windows from
    /// everywhere.
    /// </summary>
    /// <remarks>Windows without a note, and what is left at the end of a piece, do not count.</remarks>
    public static IReadOnlyList<NoteSequence> Cut(IReadOnlyList<NoteSequence> pieces, int bars, int count)
    {
        var all = pieces.SelectMany(piece => piece.Split(bars)
            .Select((window, place) => (IsFirst: place == 0, Window: window))
            .Where(part => part.Window.Notes.Count > 0 && Bars(part.Window) == bars)).ToList();
        var first = all.FindAll(part => part.IsFirst);
        var from = first.Count >= count ? first : all;
        var taken = Math.Min(count, from.Count);
        return [.. Enumerable.Range(0, taken).Select(i => from[(int)((long)i * from.Count / taken)].Window)];
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
        var pitches = Array.ConvertAll(places, place => shuffled.Notes[place].Pitch);
        rng.Shuffle<byte>(pitches);
        for (var i = 0; i < places.Length; i++)
        {
            shuffled.Notes[places[i]] = shuffled.Notes[places[i]].WithPitch(pitches[i]);
        }

        shuffled.Sort();
        return shuffled;
    }
}
