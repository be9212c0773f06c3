namespace RnnGen.Training;

/// <summary>
/// What it costs to tell pictures by a network that draws: an upper bound of -log p(x), from one drawing of each.
/// </summary>
/// <param name="Nats">The mean over the pictures, in nats a picture.</param>
/// <param name="Divergences">The part of each step: KL(Q(z | x) | P(z)), the mean over the pictures.</param>
public sealed record DrawBound(double Nats, IReadOnlyList<double> Divergences)
{
    private const int Rows = 100;

    /// <summary>Measures all pictures of a set.</summary>
    /// <param name="network">The network.</param>
    /// <param name="set">The pictures, at least one.</param>
    /// <param name="engine">What computes; it stays the caller's.</param>
    /// <param name="chance">What draws noise, and pixels of the output "binary".</param>
    /// <param name="parts">The parts of a batch, which take a fraction of its memory one after the other.</param>
    public static DrawBound Measure(
        DrawNetwork network, ImageSet set, GradientEngine engine, Rng chance, int parts = 1)
    {
        var rows = (Rows + parts - 1) / parts;
        var batch = new DrawBatch(network, engine, Math.Min(Rows, set.Count));
        var order = Enumerable.Range(0, set.Count).ToArray();
        var sums = new double[network.Config.Steps];
        var divergences = new double[Rows * sums.Length];
        var sum = 0.0;
        for (var first = 0; first < order.Length; first += Rows)
        {
            var indices = order.AsSpan(first, Math.Min(Rows, order.Length - first));
            batch.Fill(set, indices, default, 0, chance);
            for (var part = 0; part < indices.Length; part += rows)
            {
                batch.Take(part, Math.Min(rows, indices.Length - part));
                sum += engine.Evaluate(on => batch.Loss(on, divergences), 1);
            }

            for (var i = 0; i < indices.Length * sums.Length; i++)
            {
                sums[i % sums.Length] += divergences[i];
            }
        }

        return new DrawBound(sum / set.Count, Array.ConvertAll(sums, total => total / set.Count));
    }
}
