namespace RnnGen.Training;

/// <summary>Defines how the melody, the highest notes, moves from note to note.</summary>
internal static class MelodyMetrics
{
    private const int Classes = 12;
    private const int Fifth = 7;

    /// <summary>
    /// Computes the mean size of the intervals, in semitones (average pitch interval, Yang and Lerch 2020).
    /// </summary>
    public static double Interval(GridPiece piece)
    {
        return new Summary(Intervals(piece).Select(interval => (double)interval)).Mean;
    }

    /// <summary>Computes the share of intervals wider than a fifth.</summary>
    public static double Leaps(GridPiece piece)
    {
        return new Summary(Intervals(piece).Select(interval => interval > Fifth ? 1.0 : 0)).Mean;
    }

    /// <summary>
    /// Computes the share of each pair of successive pitch classes, [from · 12 + to] (pitch class transition
    /// matrix, Yang and Lerch 2020).
    /// </summary>
    public static double[] Transitions(GridPiece piece)
    {
        var counts = new double[Classes * Classes];
        foreach (var (from, to) in Steps(piece))
        {
            counts[from.Pitch % Classes * Classes + to.Pitch % Classes]++;
        }

        var sum = counts.Sum();
        return Array.ConvertAll(counts, count => count / sum);
    }

    private static IEnumerable<int> Intervals(GridPiece piece)
    {
        return Steps(piece).Select(step => Math.Abs(step.To.Pitch - step.From.Pitch));
    }

    private static IEnumerable<(GridNote From, GridNote To)> Steps(GridPiece piece)
    {
        return piece.Melody.Zip(piece.Melody.Skip(1));
    }
}
