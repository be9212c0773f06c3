namespace RnnGen.Training;

/// <summary>
/// Compares sets of pieces by the overlap area of Yang and Lerch (2020, "On the evaluation of generative
/// models in music", §3): the distances within a reference set and those between it and another set are two
/// distributions; the area under both densities is 1 when the sets cannot be told apart, 0 when they lie
/// apart.
/// </summary>
/// <remarks>
/// Unlike the authors' program, the integral runs over the whole axis, not between the extreme samples, and a
/// feature that never varies has an answer: its density is a narrow peak, so equal constants overlap fully.
/// </remarks>
internal static class OverlapArea
{
    private const int GridPoints = 2048;
    private const double Reach = 6;

    // The narrowest Gaussian, as a share of the spread of all samples: wide enough for the grid to see.
    private const double NarrowestPeak = 0.002;

    /// <summary>
    /// Computes the overlap of two sets of feature vectors, NaN with fewer than two in the first.
    /// </summary>
    public static double OfSets(IReadOnlyList<double[]> reference, IReadOnlyList<double[]> other)
    {
        if (reference.Count < 2 || other.Count < 1)
        {
            return double.NaN;
        }

        var intra = new List<double>();
        for (var i = 0; i < reference.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                intra.Add(Distance(reference[i], reference[j]));
            }
        }

        return OfSamples([.. intra], [.. reference.SelectMany(a => other.Select(b => Distance(a, b)))]);
    }

    /// <summary>Computes ∫ min(p, q) of the densities estimated from two sets of samples.</summary>
    public static double OfSamples(double[] a, double[] b)
    {
        var (low, high) = (Math.Min(a.Min(), b.Min()), Math.Max(a.Max(), b.Max()));
        var narrowest = NarrowestPeak * (high - low);
        if (narrowest == 0)
        {
            return 1;
        }

        var p = new KernelDensity(a, Math.Max(narrowest, KernelDensity.ScottBandwidth(a)));
        var q = new KernelDensity(b, Math.Max(narrowest, KernelDensity.ScottBandwidth(b)));
        var margin = Reach * Math.Max(p.Bandwidth, q.Bandwidth);
        var step = (high - low + 2 * margin) / GridPoints;
        var area = 0.0;
        for (var i = 0; i <= GridPoints; i++)
        {
            var x = low - margin + i * step;
            area += step * Math.Min(p.At(x), q.At(x));
        }

        return area;
    }

    private static double Distance(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return Math.Sqrt(sum);
    }
}
