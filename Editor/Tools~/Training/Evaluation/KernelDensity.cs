namespace RnnGen.Training;

/// <summary>
/// Represents a density estimated from samples: the mean of a Gaussian around each (Parzen 1962).
/// </summary>
internal sealed class KernelDensity
{
    private readonly double[] samples;

    /// <summary>Initializes a density from samples and the standard deviation of each Gaussian.</summary>
    public KernelDensity(double[] samples, double bandwidth)
    {
        this.samples = samples;
        Bandwidth = bandwidth;
    }

    /// <summary>
    /// Gets Scott's (1992) width for one dimension: σ n^(-1/5), 0 when all samples are equal.
    /// </summary>
    public static double ScottBandwidth(double[] samples)
    {
        return new Summary(samples).Deviation * Math.Pow(samples.Length, -0.2);
    }

    /// <summary>Computes the density at a point.</summary>
    public double At(double x)
    {
        var sum = 0.0;
        foreach (var sample in samples)
        {
            var z = (x - sample) / Bandwidth;
            sum += Math.Exp(-0.5 * z * z);
        }

        return sum / (samples.Length * Bandwidth * Math.Sqrt(2 * Math.PI));
    }

    /// <summary>The standard deviation of each Gaussian.</summary>
    public double Bandwidth { get; }
}
