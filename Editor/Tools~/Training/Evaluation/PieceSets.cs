namespace RnnGen.Training;

/// <summary>
/// The sets of pieces that an evaluation compares; all but the human ones are compared with those.
/// </summary>
internal sealed record PieceSets(
    IReadOnlyList<GridPiece> Generated,
    IReadOnlyList<GridPiece> Human,
    IReadOnlyList<GridPiece> OtherHuman,
    IReadOnlyList<GridPiece> Shuffled)
{
    /// <summary>Computes a metric of every set.</summary>
    public MetricReport Measure(Metric metric)
    {
        var generated = Values(metric, Generated);
        var human = Values(metric, Human);
        var other = Values(metric, OtherHuman);
        var shuffled = Values(metric, Shuffled);
        return new MetricReport(
            metric.Name,
            metric.Tells,
            Report(generated),
            Report(human),
            Report(other),
            Report(shuffled),
            new OverlapReport(
                Finite(OverlapArea.OfSets(human, generated)),
                Finite(OverlapArea.OfSets(human, other)),
                Finite(OverlapArea.OfSets(human, shuffled))));
    }

    /// <summary>Computes how much is copied from training pieces.</summary>
    public CopyReport Copies(CopyIndex training)
    {
        return new CopyReport(
            Finite(new Summary(Generated.Select(training.CopiedShare)).Mean),
            training.LongestRun(Generated),
            Finite(new Summary(Human.Select(training.CopiedShare)).Mean),
            training.LongestRun(Human));
    }

    /// <summary>Computes the means of the overlap areas of the metrics that tell.</summary>
    public static OverlapReport MeanOverlap(IReadOnlyList<MetricReport> metrics)
    {
        double? Mean(Func<OverlapReport, double?> of)
        {
            var telling = metrics.Where(metric => metric.Tells);
            var areas = telling.Select(metric => of(metric.Overlap) ?? double.NaN);
            return Finite(new Summary(areas).Mean);
        }

        return new OverlapReport(Mean(x => x.Generated), Mean(x => x.OtherHuman), Mean(x => x.Shuffled));
    }

    private static List<double[]> Values(Metric metric, IReadOnlyList<GridPiece> pieces)
    {
        return [.. pieces.Select(metric.Of).Where(value => Array.TrueForAll(value, double.IsFinite))];
    }

    private static ValueReport? Report(List<double[]> values)
    {
        if (values.Count == 0 || values.Exists(value => value.Length > 1))
        {
            return null;
        }

        var summary = new Summary(values.Select(value => value[0]));
        var (low, high) = summary.Confidence();
        return new ValueReport(
            Finite(summary.Mean), summary.Deviation, Finite(low), Finite(high), summary.Count);
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
