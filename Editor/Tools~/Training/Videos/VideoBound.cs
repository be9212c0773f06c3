namespace RnnGen.Training;

/// <summary>What it costs to tell videos: an upper bound of -log p, from one drawing of each.</summary>
/// <param name="Nats">The mean over videos and frames, in nats a frame.</param>
/// <param name="Reconstructions">What the canvas leaves open in each frame, the mean over the videos.</param>
/// <param name="Divergences">What the strokes of each frame tell, Σ_t KL(Q(z | x) | P(z)), the mean.</param>
public sealed record VideoBound(
    double Nats, IReadOnlyList<double> Reconstructions, IReadOnlyList<double> Divergences)
{
    private const int Rows = 50;

    /// <summary>Measures the first clip of each of some videos.</summary>
    /// <param name="network">The network.</param>
    /// <param name="set">The videos.</param>
    /// <param name="count">How many of them, at least one.</param>
    /// <param name="frames">The frames of a clip.</param>
    /// <param name="engine">What computes; it stays the caller's.</param>
    /// <param name="chance">What draws clips and noise.</param>
    internal static VideoBound Measure(
        VideoNetwork network, ClipSet set, int count, int frames, GradientEngine engine, Rng chance)
    {
        var config = network.Config.Frame;
        var batch = new ClipBatch(engine, Rows, frames, config.Values, config.Steps * config.Latent);
        var order = Enumerable.Range(0, count).ToArray();
        var costs = new (double Reconstruction, double Divergence)[Rows, frames];
        var reconstructions = new double[frames];
        var divergences = new double[frames];
        for (var first = 0; first < count; first += Rows)
        {
            var indices = order.AsSpan(first, Math.Min(Rows, count - first));
            batch.Fill(set, indices, chance);
            engine.Evaluate(on => batch.Loss(on, Loss), 1);
            for (var i = 0; i < indices.Length * frames; i++)
            {
                var (reconstruction, divergence) = costs[i / frames, i % frames];
                reconstructions[i % frames] += reconstruction / count;
                divergences[i % frames] += divergence / count;
            }
        }

        return new VideoBound(
            (reconstructions.Sum() + divergences.Sum()) / frames, reconstructions, divergences);

        Tensor Loss(Tensor clips, Tensor noise, int first)
        {
            var parts = new FrameCost[frames];
            var loss = network.Loss(clips, noise, frames, parts);
            for (var row = 0; row < clips.Rows; row++)
            {
                for (var n = 0; n < frames; n++)
                {
                    costs[first + row, n] = (parts[n].Reconstruction.Row(row)[0], parts[n].Divergence.Row(row)[0]);
                }
            }

            return loss;
        }
    }
}
