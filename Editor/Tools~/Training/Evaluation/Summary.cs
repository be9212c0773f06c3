namespace RnnGen.Training;

/// <summary>Represents what is reported of a set of values: how many, mean, and standard deviation.</summary>
public sealed class Summary
{
    private const int Resamples = 1000;
    private const ulong BootstrapSeed = 1;

    private readonly double[] values;

    /// <summary>Summarizes values, without those that are not finite.</summary>
    public Summary(IEnumerable<double> values)
    {
        this.values = [.. values.Where(double.IsFinite)];
        Mean = this.values.Length > 0 ? this.values.Average() : double.NaN;
        Deviation = this.values.Length > 1
            ? Math.Sqrt(this.values.Sum(x => (x - Mean) * (x - Mean)) / (this.values.Length - 1))
            : 0;
    }

    /// <summary>
    /// Computes the interval that holds the mean with 95 % confidence: the percentiles 2.5 and 97.5 of the
    /// means of 1,000 resamplings (Efron 1979), the same ones each time.
    /// </summary>
    public (double Low, double High) Confidence()
    {
        if (values.Length == 0)
        {
            return (double.NaN, double.NaN);
        }

        var rng = new Rng(BootstrapSeed);
        var means = new double[Resamples];
        for (var i = 0; i < Resamples; i++)
        {
            for (var j = 0; j < values.Length; j++)
            {
                means[i] += values[rng.Below(values.Length)] / values.Length;
            }
        }

        Array.Sort(means);
        return (means[(int)(0.025 * Resamples)], means[(int)(0.975 * Resamples)]);
    }

    /// <summary>The number of values.</summary>
    public int Count => values.Length;

    /// <summary>The mean, NaN when there is no value.</summary>
    public double Mean { get; }

    /// <summary>
    /// The standard deviation of the population that the values are drawn from, 0 for fewer than two.
    /// </summary>
    public double Deviation { get; }
}
