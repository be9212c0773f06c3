namespace RnnGen.Training;

/// <summary>
/// Represents what a network that draws must beat: independent pixels, each with the frequencies of its own place.
/// </summary>
/// <remarks>
/// Each value has been seen once more than it was (Laplace), so that nothing is impossible. Values between 0 and 1
/// cost the cross-entropy, as they cost the network.
/// </remarks>
public sealed class PixelBaseline
{
    private readonly double[] costs;
    private readonly double[] costsOfAbsence;

    /// <summary>Counts pixels.</summary>
    /// <param name="config">The blueprint of the network.</param>
    /// <param name="set">The pictures to learn from.</param>
    /// <param name="chance">What decides of grey pixels of the output "binary".</param>
    public PixelBaseline(DrawConfig config, ImageSet set, Rng chance)
    {
        var image = new float[config.Values];
        var sums = new double[image.Length];
        for (var i = 0; i < set.Count; i++)
        {
            set.Read(i, chance, default, image);
            for (var at = 0; at < image.Length; at++)
            {
                sums[at] += image[at];
            }
        }

        var total = set.Count + (config.IsPalette ? config.Colours : 2.0);
        costs = Array.ConvertAll(sums, sum => -Math.Log((sum + 1) / total));
        // A colour of a palette that is absent costs nothing of its own: another one is there.
        costsOfAbsence = Array.ConvertAll(
            sums, sum => config.IsPalette ? 0 : -Math.Log((set.Count - sum + 1) / total));
    }

    /// <summary>Computes -log p of a picture, in nats.</summary>
    /// <param name="image">The picture, [height][planes][width].</param>
    public double CostOf(ReadOnlySpan<float> image)
    {
        var sum = 0.0;
        for (var at = 0; at < image.Length; at++)
        {
            sum += image[at] * costs[at] + (1 - image[at]) * costsOfAbsence[at];
        }

        return sum;
    }
}
