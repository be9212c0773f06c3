namespace RnnGen.Training;

/// <summary>Represents a number, or a vector of numbers, that describes a piece.</summary>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Of">Computes it: one value for most, NaN where a piece has nothing to measure.</param>
/// <param name="Tells">
/// Whether it tells a melody from its notes in another order, or a rhythm from another, and so counts in the
/// mean overlap area: distributions of pitches and densities hardly do.
/// </param>
internal sealed record Metric(string Name, Func<GridPiece, double[]> Of, bool Tells = false)
{
    /// <summary>Initializes a metric of one number.</summary>
    public Metric(string name, Func<GridPiece, double> of, bool tells = false)
        : this(name, piece => [of(piece)], tells)
    {
    }

    /// <summary>All metrics, in the order of reports.</summary>
    public static IReadOnlyList<Metric> All { get; } =
    [
        new("pitch-class entropy", PitchMetrics.Entropy),
        new("pitch-class entropy, 1 bar", piece => PitchMetrics.Entropy(piece, 1)),
        new("pitch-class entropy, 4 bars", piece => PitchMetrics.Entropy(piece, 4)),
        new("scale consistency", PitchMetrics.ScaleConsistency),
        new("pitch range", PitchMetrics.Range),
        new("pitches used", PitchMetrics.Count),
        new("pitch classes", PitchMetrics.Histogram),
        new("interval", MelodyMetrics.Interval, tells: true),
        new("leaps", MelodyMetrics.Leaps, tells: true),
        new("pitch-class transitions", MelodyMetrics.Transitions, Tells: true),
        new("groove similarity", RhythmMetrics.Groove, tells: true),
        new("onsets a beat", RhythmMetrics.OnsetsPerBeat),
        new("onsets a second", RhythmMetrics.OnsetsPerSecond),
        new("time between onsets", RhythmMetrics.TimeBetweenOnsets, tells: true),
        new("polyphony", RhythmMetrics.Polyphony),
        new("empty bars", RhythmMetrics.EmptyBars),
        new("repetition", RepetitionMetrics.Grams, tells: true),
        new("bar repetition", RepetitionMetrics.Bars, tells: true),
    ];
}
