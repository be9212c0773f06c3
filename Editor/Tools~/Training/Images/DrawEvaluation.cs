namespace RnnGen.Training;

/// <summary>Measures a network that draws on pictures, beside independent pixels.</summary>
/// <remarks>
/// One drawing of a picture serves both figures: its loss the bound, and the weight p(x | z) P(z) / Q(z | x) of what
/// was drawn the estimate. All chance comes from the seed, whatever the number of threads.
/// </remarks>
public sealed class DrawEvaluation
{
    private const int Rows = 100;

    private readonly DrawNetwork network;
    private readonly ImageSet set;
    private readonly ImageSet training;
    private readonly bool hasTraining;
    private readonly int draws;
    private readonly int samples;

    /// <param name="model">The model.</param>
    /// <param name="pictures">What is measured, at least one; scaled to the model's size.</param>
    /// <param name="training">What the baseline learns from; null for the same.</param>
    /// <param name="draws">The noise draws of each picture for the bound.</param>
    /// <param name="samples">The draws of each for the estimate.</param>
    public DrawEvaluation(
        DrawModel model, IReadOnlyList<LabelledPicture> pictures, IReadOnlyList<LabelledPicture>? training, int draws,
        int samples)
    {
        network = model.Network;
        set = ImageData.Read(network.Config, pictures);
        this.training = training is null ? set : ImageData.Read(network.Config, training);
        hasTraining = training is not null;
        this.draws = draws;
        this.samples = samples;
    }

    /// <summary>Measures.</summary>
    /// <param name="seed">Where chance starts.</param>
    /// <param name="threads">How many threads may work.</param>
    /// <param name="report">Is told the share that is done, by one thread at a time.</param>
    /// <param name="cancel">Ends it.</param>
    public DrawReport Run(ulong seed, int threads, Action<double> report, CancellationToken cancel)
    {
        var baseline = new PixelBaseline(network.Config, training, new Rng(seed));
        var parts = new Part[(set.Count + Rows - 1) / Rows];
        var done = 0;
        Parallel.For(
            0,
            parts.Length,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel },
            i =>
            {
                parts[i] = Measure(i, baseline, new Rng(seed + 1 + (ulong)i), cancel);
                lock (parts)
                {
                    report((double)++done / parts.Length);
                }
            });
        double[] bounds = [.. Enumerable.Range(0, draws).Select(d => parts.Sum(part => part.Bounds[d]) / set.Count)];
        var mean = bounds.Average();
        var variance = bounds.Sum(bound => (bound - mean) * (bound - mean)) / (draws - 1);
        var steps = Enumerable.Range(0, network.Config.Steps);
        return new DrawReport(
            set.Count,
            draws,
            mean,
            draws > 1 ? Math.Sqrt(variance / draws) : null,
            [.. steps.Select(t => parts.Sum(part => part.Divergences[t]) / set.Count / draws)],
            samples,
            parts.Sum(part => part.Estimate) / set.Count,
            parts.Sum(part => part.Baseline) / set.Count,
            hasTraining);
    }

    private Part Measure(int index, PixelBaseline baseline, Rng chance, CancellationToken cancel)
    {
        var config = network.Config;
        var first = index * Rows;
        var rows = Math.Min(Rows, set.Count - first);
        var images = new float[rows * config.Values];
        var part = new Part(new double[draws], new double[config.Steps]);
        for (var row = 0; row < rows; row++)
        {
            var image = images.AsSpan(row * config.Values, config.Values);
            set.Read(first + row, chance, default, image);
            part.Baseline += baseline.CostOf(image);
        }

        int[] classes = config.Classes > 0 ? [.. Enumerable.Range(first, rows).Select(set.ClassOf)] : [];
        var weights = new double[rows][];
        for (var row = 0; row < rows; row++)
        {
            weights[row] = new double[samples];
        }

        var on = new CpuBackend();
        for (var draw = 0; draw < Math.Max(draws, samples); draw++)
        {
            cancel.ThrowIfCancellationRequested();
            Draw(on, images, classes, chance, draw, part, weights);
        }

        part.Estimate = weights.Sum(own => Math.Log(samples) - LogSum(own));
        return part;
    }

    /// <summary>Draws all pictures of a part once.</summary>
    private void Draw(
        CpuBackend on, float[] images, int[] classes, Rng chance, int draw, Part part, double[][] weights)
    {
        var rows = weights.Length;
        var noise = new float[rows * network.Config.Latent];
        on.NextStep();
        var state = network.InitialState(on, rows, classes);
        for (var t = 0; t < network.Config.Steps; t++)
        {
            on.NextStep();
            foreach (ref var number in noise.AsSpan())
            {
                number = chance.Normal();
            }

            var divergence = network.Step(
                on.From(images, rows, network.Config.Values), on.From(noise, rows, network.Config.Latent), ref state,
                out var ratio);
            for (var row = 0; row < rows; row++)
            {
                if (draw < draws)
                {
                    part.Divergences[t] += divergence.Row(row)[0];
                    part.Bounds[draw] += divergence.Row(row)[0];
                }

                if (draw < samples)
                {
                    weights[row][draw] -= ratio.Row(row)[0];
                }
            }
        }

        var loss = network.Reconstruction(on.From(images, rows, network.Config.Values), state);
        for (var row = 0; row < rows; row++)
        {
            if (draw < draws)
            {
                part.Bounds[draw] += loss.Row(row)[0];
            }

            if (draw < samples)
            {
                weights[row][draw] -= loss.Row(row)[0];
            }
        }
    }

    private static double LogSum(double[] logs)
    {
        var most = logs.Max();
        return most + Math.Log(logs.Sum(log => Math.Exp(log - most)));
    }

    /// <summary>Sums over some of the pictures.</summary>
    private sealed record Part(double[] Bounds, double[] Divergences)
    {
        public double Estimate { get; set; }

        public double Baseline { get; set; }
    }
}
