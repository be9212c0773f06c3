namespace RnnGen.Training;

/// <summary>A network with the attention of Show, Attend and Tell reads digits in a picture, line by line.</summary>
/// <remarks>
/// As in the paper an LSTM says one word after the other of a picture that is a grid of annotations; here words
/// are digits, and annotations are learned with the rest. The baseline is the same network, of more weights, which
/// sees the mean of all annotations, by which it begins also in the paper. Where it must look is known: at the
/// digit that is said. MNIST's last 10,000 training digits are the test, each shown once, which nothing else sees.
/// The quick form tests the weights that the last whole run kept.
/// </remarks>
internal sealed class SpatialAttention() : Experiment(
    "spatial-attention", "Attention over a picture",
    "With attention over its places a network reads the digits in a picture, which it cannot from their mean.", 10)
{
    private const int Channels = 64;
    private const int Units = 64;
    private const int PooledChannels = 96;
    private const int PooledUnits = 96;
    private const int Steps = 8000;
    private const int Shown = 4;
    private const int TestRows = 100;

    public override Findings Run(Trial trial)
    {
        var (some, others) = HandwrittenDigits.Read();
        var (training, test) = (new DigitGrid(some), new DigitGrid(others));
        var network = new DigitReader(trial.Seed, Channels, Units, isPooled: false);
        if (trial.IsQuick)
        {
            WeightsOf(trial).ReadInto(network.Parameters);
            return new Findings(Figures(network, test, trial.Seed, 90, "baseline: guessing"), []);
        }

        var curve = network.Learn(training, trial, "attention", Steps, (0, 0.5));
        var pooled = new DigitReader(trial.Seed, PooledChannels, PooledUnits, isPooled: true);
        var pooledCurve = pooled.Learn(training, trial, "mean of all places", Steps, (0.5, 1));
        var baseline = pooled.Errors(test, new Rng(~trial.Seed)).Average();
        var note = FormattableString.Invariant($"{network.Parameters.Weights:N0} weights; ")
            + FormattableString.Invariant($"baseline: mean, {pooled.Parameters.Weights:N0}");
        var weights = new Checkpoint();
        weights.Add(network.Parameters);
        return new Findings(
            [
                .. Figures(network, test, trial.Seed, baseline, note),
                new Figure("from the mean: % of digits wrong", baseline, Bound.AtLeast(30))
                {
                    Baseline = 90, Note = "cannot do it; baseline: guessing",
                },
            ],
            [
                new ReadingGallery(network, test.Make(Shown, new Rng(trial.Seed))).Chart,
                new Chart("Learning", $"batches of {DigitReader.Rows}", "nats lost on a digit", curve, pooledCurve)
                {
                    IsLogarithmic = true,
                },
            ])
        {
            Weights = weights,
        };
    }

    private static Figure[] Figures(DigitReader network, DigitGrid test, ulong seed, double baseline, string note)
    {
        return
        [
            new Figure("% of digits wrong", network.Errors(test, new Rng(~seed)).Average(), Bound.AtMost(8))
            {
                Baseline = baseline, Note = note,
            },
            new Figure("attention on the digit that is said, %", 100 * Pointing(network, test, seed), Bound.AtLeast(80))
            {
                Baseline = 100.0 / DigitGrid.Cells, Note = "baseline: everywhere alike",
            },
        ];
    }

    /// <summary>Computes the mean share of the cells in which the digits are, each while it is said.</summary>
    private static double Pointing(DigitReader network, DigitGrid test, ulong seed)
    {
        var on = new CpuBackend();
        var shares = new List<float>();
        foreach (var batch in test.All(TestRows, new Rng(~seed)))
        {
            var images = batch.Images(new RowShare(on, 0, batch.Count));
            int[][] filled = [.. Enumerable.Range(0, batch.Count).Select(row => DigitGrid.CellsOf(images.Row(row)))];
            foreach (var (digit, (_, look)) in network.Read(images).Index())
            {
                shares.AddRange(filled.Select((cells, row) => look.Row(row)[cells[digit]]));
            }

            on.NextStep();
        }

        return shares.Average();
    }
}
