namespace RnnGen.Training;

/// <summary>What it costs to tell videos: an upper bound of -log p, from one drawing of each.</summary>
/// <param name="Nats">The mean over videos and frames, in nats a frame.</param>
/// <param name="Reconstructions">What the canvas leaves open in each frame, the mean over the videos.</param>
/// <param name="Divergences">What the strokes of each frame tell, Σ_t KL(Q(z | x) | P(z)), the mean.</param>
public sealed record VideoBound(
    double Nats, IReadOnlyList<double> Reconstructions, IReadOnlyList<double> Divergences)
{
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
        var frame = network.Config.Frame;
        var means = new FrameCosts(frame, set, count, frames)
            .Means(PartsOf, frame.Steps * frame.Latent, engine, chance);
        return new VideoBound(means.Sum() / frames, means[..frames], means[frames..]);

        Tensor[] PartsOf(ClipShare clips)
        {
            var parts = new FrameCost[frames];
            network.Loss(clips.Frames, clips.Noise, frames, clips.Classes, parts);
            return [.. parts.Select(part => part.Reconstruction), .. parts.Select(part => part.Divergence)];
        }
    }
}
