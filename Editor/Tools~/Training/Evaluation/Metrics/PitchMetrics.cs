namespace RnnGen.Training;

/// <summary>Defines which pitches a piece uses. Drums do not count.</summary>
internal static class PitchMetrics
{
    private const int Classes = 12;
    private static readonly int[] majorScale = [0, 2, 4, 5, 7, 9, 11];

    /// <summary>
    /// Computes -Σ p log2 p over the shares p of the twelve pitch classes: 0 for one pitch, log2 12 for all
    /// alike (pitch_class_entropy of MusPy; Wu and Yang 2020).
    /// </summary>
    public static double Entropy(GridPiece piece) => Entropy(piece.Pitched);

    /// <summary>
    /// Computes the mean of the entropy over all windows of some bars that have a note (H1 and H4 of MusDr,
    /// Wu and Yang 2020, §4.1). A piece of fewer bars is one window.
    /// </summary>
    public static double Entropy(GridPiece piece, int bars)
    {
        bars = Math.Min(bars, piece.Bars.Count);
        var windows = Enumerable.Range(0, piece.Bars.Count - bars + 1)
            .Select(i => GridPiece.Within(piece.Pitched, piece.Bars[i], piece.Bars[i + bars - 1]));
        return new Summary(windows.Select(Entropy)).Mean;
    }

    /// <summary>
    /// Computes the largest share of notes that one scale holds (scale_consistency of MusPy). Its 24 scales,
    /// major and natural minor, are 12 different sets.
    /// </summary>
    public static double ScaleConsistency(GridPiece piece)
    {
        var histogram = Histogram(piece);
        return Enumerable.Range(0, Classes)
            .Select(tonic => majorScale.Sum(degree => histogram[(tonic + degree) % Classes]))
            .Aggregate(Math.Max);
    }

    /// <summary>Computes the semitones from the lowest to the highest note.</summary>
    public static double Range(GridPiece piece)
    {
        return piece.Pitched.Count == 0
            ? double.NaN
            : piece.Pitched.Max(note => note.Pitch) - piece.Pitched.Min(note => note.Pitch);
    }

    /// <summary>Counts the different pitches.</summary>
    public static double Count(GridPiece piece)
    {
        return piece.Pitched.Select(note => note.Pitch).Distinct().Count();
    }

    /// <summary>Computes the shares of the twelve pitch classes.</summary>
    public static double[] Histogram(GridPiece piece) => Histogram(piece.Pitched);

    private static double Entropy(IEnumerable<GridNote> notes)
    {
        return -Histogram(notes).Sum(p => p == 0 ? 0 : p * Math.Log2(p));
    }

    private static double[] Histogram(IEnumerable<GridNote> notes)
    {
        var counts = new double[Classes];
        foreach (var note in notes)
        {
            counts[note.Pitch % Classes]++;
        }

        // 0 / 0 without notes: not a number, which is left out of means.
        var sum = counts.Sum();
        return Array.ConvertAll(counts, count => count / sum);
    }
}
