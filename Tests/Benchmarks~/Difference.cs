namespace RnnGen.Benchmarks;

/// <summary>Compares what engines have computed.</summary>
internal static class Difference
{
    /// <summary>
    /// Gets the largest absolute difference between two lists; no number if one of them has none at a place, or fewer.
    /// </summary>
    public static float Largest(IReadOnlyList<float> a, IReadOnlyList<float> b)
    {
        var largest = a.Count == b.Count ? 0 : float.NaN;
        for (var i = 0; i < Math.Min(a.Count, b.Count); i++)
        {
            largest = Math.Max(largest, Math.Abs(a[i] - b[i]));
        }

        return largest;
    }
}
