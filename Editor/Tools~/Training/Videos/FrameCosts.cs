namespace RnnGen.Training;

/// <summary>Measures what it costs to tell frames.</summary>
internal static class FrameCosts
{
    private const int Rows = 50;

    /// <summary>Measures a clip of each of the first videos.</summary>
    /// <returns>The mean cost of each frame, in nats.</returns>
    public static double[] Measure(
        IFramePredictor predictor, ClipSet set, int count, int frames, int values, GradientEngine engine, Rng chance)
    {
        var batch = new ClipBatch(engine, Rows, frames, values, predictor.Noise);
        var order = Enumerable.Range(0, count).ToArray();
        var costs = new double[Rows, frames];
        var sums = new double[frames];
        for (var first = 0; first < count; first += Rows)
        {
            var indices = order.AsSpan(first, Math.Min(Rows, count - first));
            batch.Fill(set, indices, chance);
            engine.Evaluate(on => batch.Loss(on, Cost), 1);
            for (var i = 0; i < indices.Length * frames; i++)
            {
                sums[i % frames] += costs[i / frames, i % frames] / count;
            }
        }

        return sums;

        Tensor Cost(Tensor clips, Tensor noise, int first)
        {
            var parts = predictor.Costs(clips, noise, frames);
            for (var row = 0; row < clips.Rows; row++)
            {
                for (var n = 0; n < frames; n++)
                {
                    costs[first + row, n] = parts[n].Row(row)[0];
                }
            }

            return parts[^1];
        }
    }

    /// <summary>Lets a predictor go on from the first frames of clips, and compares with what they show.</summary>
    /// <param name="predictor">What goes on.</param>
    /// <param name="set">The videos.</param>
    /// <param name="count">How many of them, a clip each.</param>
    /// <param name="seen">The frames that are seen.</param>
    /// <param name="frames">All frames.</param>
    /// <param name="values">The values of a frame.</param>
    /// <param name="tries">How often it goes on from each clip; the mean is the prediction.</param>
    /// <param name="seed">Where chance starts: the same seed reads the same clips.</param>
    /// <returns>The squared error of each later frame, summed over its values: the mean over the clips.</returns>
    public static double[] Errors(
        IFramePredictor predictor, ClipSet set, int count, int seen, int frames, int values, int tries, ulong seed)
    {
        var errors = new double[frames - seen];
        var chance = new Rng(seed);
        var clip = new float[frames * values];
        tries = predictor.IsChancy ? tries : 1;
        for (var first = 0; first < count; first += Rows)
        {
            var rows = Math.Min(Rows, count - first);
            var start = new float[rows * seen * values];
            var wanted = new float[rows][];
            for (var row = 0; row < rows; row++)
            {
                set.Read(first + row, frames, chance, clip);
                clip.AsSpan(0, seen * values).CopyTo(start.AsSpan(row * seen * values));
                wanted[row] = clip[(seen * values)..];
            }

            var mean = new double[rows, errors.Length * values];
            for (var i = 0; i < tries; i++)
            {
                // Chance of its own, so that all predictors read the same clips.
                var own = new Rng(seed + 1 + (ulong)((first * tries) + i));
                predictor.GoOn(start, rows, seen, frames, own, (n, painted) =>
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
