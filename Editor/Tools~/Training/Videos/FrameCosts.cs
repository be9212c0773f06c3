namespace RnnGen.Training;

/// <summary>Measures what it costs to tell the frames of videos, a clip of each.</summary>
/// <param name="frame">The blueprint of a frame.</param>
/// <param name="set">The videos.</param>
/// <param name="count">How many of them, the first.</param>
/// <param name="frames">The frames of a clip.</param>
internal sealed class FrameCosts(DrawConfig frame, ClipSet set, int count, int frames)
{
    private const int Rows = 50;

    /// <summary>Measures the mean cost of each frame, in nats.</summary>
    public double[] Measure(IFramePredictor predictor, GradientEngine engine, Rng chance)
    {
        return Means(clips => predictor.Costs(clips, frames), predictor.Noise, engine, chance);
    }

    /// <summary>Computes the mean over the clips of each of some costs.</summary>
    /// <param name="costs">Computes the costs of clips, columns in nats.</param>
    /// <param name="noise">The numbers of noise of a frame.</param>
    /// <param name="engine">What computes; it stays the caller's.</param>
    /// <param name="chance">What draws clips and noise.</param>
    public double[] Means(Func<ClipShare, Tensor[]> costs, int noise, GradientEngine engine, Rng chance)
    {
        var batch = new ClipBatch(frame, engine, Rows, frames, noise);
        var order = Enumerable.Range(0, count).ToArray();
        var found = new double[Rows][];
        double[]? means = null;
        for (var first = 0; first < count; first += Rows)
        {
            var indices = order.AsSpan(first, Math.Min(Rows, count - first));
            batch.Fill(set, indices, classDropout: 0, chance);
            engine.Evaluate(on => batch.Loss(on, Find), 1);
            means ??= new double[found[0].Length];
            foreach (var row in found.AsSpan(0, indices.Length))
            {
                for (var i = 0; i < means.Length; i++)
                {
                    means[i] += row[i] / count;
                }
            }
        }

        return means!;

        Tensor Find(ClipShare clips)
        {
            var columns = costs(clips);
            for (var row = 0; row < clips.Frames.Rows; row++)
            {
                found[clips.First + row] = Array.ConvertAll(columns, column => (double)column.Row(row)[0]);
            }

            return columns[^1];
        }
    }

    /// <summary>Lets a predictor go on from the first frames of clips, and compares with what they show.</summary>
    /// <param name="predictor">What goes on.</param>
    /// <param name="seen">The frames that are seen.</param>
    /// <param name="tries">How often it goes on from each clip; the mean is the prediction.</param>
    /// <param name="seed">Where chance starts: the same seed reads the same clips.</param>
    /// <returns>The squared error of each later frame, summed over its values: the mean over the clips.</returns>
    public double[] Errors(IFramePredictor predictor, int seen, int tries, ulong seed)
    {
        var values = frame.Values;
        var errors = new double[frames - seen];
        var chance = new Rng(seed);
        var clip = new float[frames * values];
        tries = predictor.IsChancy ? tries : 1;
        for (var first = 0; first < count; first += Rows)
        {
            var rows = Math.Min(Rows, count - first);
            var shown = new float[rows * seen * values];
            int[] classes = frame.Classes > 0 ? [.. Enumerable.Range(first, rows).Select(set.ClassOf)] : [];
            var wanted = new float[rows][];
            for (var row = 0; row < rows; row++)
            {
                set.Read(first + row, frames, chance, clip);
                clip.AsSpan(0, seen * values).CopyTo(shown.AsSpan(row * seen * values));
                wanted[row] = clip[(seen * values)..];
            }

            var start = new ClipStart(shown, classes, rows, seen);
            var mean = new double[rows, errors.Length * values];
            for (var i = 0; i < tries; i++)
            {
                // Chance of its own, so that all predictors read the same clips.
                var own = new Rng(seed + 1 + (ulong)((first * tries) + i));
                predictor.GoOn(start, frames, own, (n, painted) =>
                {
                    for (var row = 0; row < rows; row++)
                    {
                        var from = painted.Row(row);
                        for (var at = 0; at < values; at++)
                        {
                            mean[row, ((n - seen) * values) + at] += from[at] / (double)tries;
                        }
                    }
                });
            }

            for (var row = 0; row < rows; row++)
            {
                for (var at = 0; at < wanted[row].Length; at++)
                {
                    var error = mean[row, at] - wanted[row][at];
                    errors[at / values] += error * error / count;
                }
            }
        }

        return errors;
    }
}
