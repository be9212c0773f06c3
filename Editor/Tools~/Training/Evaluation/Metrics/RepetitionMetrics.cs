namespace RnnGen.Training;

/// <summary>Defines how much of a piece was heard before in the same piece.</summary>
internal static class RepetitionMetrics
{
    /// <summary>
    /// Computes the share of runs of eight successive <see cref="NoteMove"/>s of a part that came earlier in
    /// it.
    /// </summary>
    public static double Grams(GridPiece piece)
    {
        var (all, repeated) = (0, 0);
        foreach (var part in NoteMove.Streams(piece))
        {
            var seen = new HashSet<ulong>();
            foreach (var gram in GramHash.All(part, NoteMove.GramLength))
            {
                all++;
                repeated += seen.Add(gram) ? 0 : 1;
            }
        }

        return repeated / (double)all;
    }

    /// <summary>
    /// Computes the share of bars with notes whose notes (step in the bar, length, pitch, part) are those of
    /// an earlier bar.
    /// </summary>
    public static double Bars(GridPiece piece)
    {
        var seen = new HashSet<string>();
        var (all, repeated) = (0, 0);
        foreach (var bar in piece.Bars)
        {
            var notes = GridPiece.Within(piece.Notes, bar, bar).ToList();
            if (notes.Count > 0)
            {
                all++;
                repeated += seen.Add(string.Join(' ', notes.Select(note =>
                    $"{note.Start - bar.Start},{note.End - note.Start},{note.Pitch},{note.Part}"))) ? 0 : 1;
            }
        }

        return repeated / (double)all;
    }
}
