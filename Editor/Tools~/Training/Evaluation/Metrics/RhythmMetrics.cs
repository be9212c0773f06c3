namespace RnnGen.Training;

/// <summary>Defines when notes begin and how many sound.</summary>
internal static class RhythmMetrics
{
    /// <summary>
    /// Computes the mean over all pairs of bars of one length of the share of steps on which both or neither
    /// have an onset (groove similarity of MusDr, Wu and Yang 2020, §4.2, on a grid of sixteenths).
    /// </summary>
    public static double Groove(GridPiece piece)
    {
        var onsets = piece.Notes.Select(note => note.Start).ToHashSet();
        var bars = piece.Bars
            .Select(bar => Enumerable.Range(bar.Start, bar.Length).Select(onsets.Contains).ToArray())
            .ToArray();
        var pairs = from i in Enumerable.Range(0, bars.Length)
                    from j in Enumerable.Range(0, i)
                    where bars[i].Length == bars[j].Length
                    select bars[i].Zip(bars[j]).Average(step => step.First == step.Second ? 1.0 : 0);
        return new Summary(pairs).Mean;
    }

    /// <summary>Computes the notes that begin in a quarter note.</summary>
    public static double OnsetsPerBeat(GridPiece piece)
    {
        return piece.Notes.Count * GridPiece.StepsPerQuarter / (double)piece.Bars.Sum(bar => bar.Length);
    }

    /// <summary>Computes the notes that begin in a second.</summary>
    public static double OnsetsPerSecond(GridPiece piece) => piece.Notes.Count / piece.Seconds;

    /// <summary>Computes the mean time between notes that do not begin together, in quarter notes.</summary>
    public static double TimeBetweenOnsets(GridPiece piece)
    {
        var onsets = piece.Notes.Select(note => note.Start).Distinct().Count();
        if (onsets < 2)
        {
            return double.NaN;
        }

        var quarters = (piece.Notes[^1].Start - piece.Notes[0].Start) / (double)GridPiece.StepsPerQuarter;
        return quarters / (onsets - 1);
    }

    /// <summary>
    /// Computes the mean number of pitched notes that sound, over the steps on which one does (MusPy, where a pitch
    /// that several parts play at once counts once, and here each time).
    /// </summary>
    public static double Polyphony(GridPiece piece)
    {
        var sounding = new HashSet<int>();
        foreach (var note in piece.Pitched)
        {
            sounding.UnionWith(Enumerable.Range(note.Start, note.End - note.Start));
        }

        return piece.Pitched.Sum(note => note.End - note.Start) / (double)sounding.Count;
    }

    /// <summary>Computes the share of bars in which nothing sounds (empty_measure_rate of MusPy).</summary>
    public static double EmptyBars(GridPiece piece)
    {
        return piece.Bars.Average(bar => piece.Notes.Any(
            note => note.Start < bar.Start + bar.Length && note.End > bar.Start) ? 0.0 : 1);
    }
}
