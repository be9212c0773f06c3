using System.Numerics;

namespace RnnGen.Training;

/// <summary>
/// Represents things of one kind as a manifold: the balls around each that reach to its k-th nearest neighbour
/// (Kynkäänniemi et al. 2019). Whatever lies inside of one could be of that kind.
/// </summary>
internal sealed class Manifold
{
    private readonly IReadOnlyList<float[]> points;
    private readonly double[] radii;
    private readonly int neighbours;
    private readonly ParallelOptions threads;

    /// <param name="points">The features of each, as many; more than neighbours.</param>
    /// <param name="neighbours">The number k of the neighbour that a ball reaches, and does not contain.</param>
    /// <param name="threads">How many threads may work, and what ends it.</param>
    public Manifold(IReadOnlyList<float[]> points, int neighbours, ParallelOptions threads)
    {
        this.points = points;
        this.neighbours = neighbours;
        this.threads = threads;
        radii = new double[points.Count];
        Parallel.For(0, points.Count, threads, i => radii[i] = Nearest(points[i], points, neighbours, i)[^1].Squared);
    }

    /// <summary>Compares what was made with what is real.</summary>
    /// <param name="made">What was made.</param>
    /// <param name="real">What is real.</param>
    public static ManifoldReport Compare(Manifold made, Manifold real)
    {
        var (around, within) = real.Holds(made.points);
        return new ManifoldReport(
            Share(around),
            Share(made.Holds(real.points).Around),
            around.Average() / real.neighbours,
            Share(within));

        static double Share(int[] counts) => counts.Average(count => count > 0 ? 1.0 : 0);
    }

    /// <summary>Finds what is nearest to a point, the nearest first.</summary>
    /// <param name="point">The point.</param>
    /// <param name="among">Where to look.</param>
    /// <param name="count">How many to find.</param>
    /// <param name="but">Which one to leave out; -1 for none.</param>
    public static (int Index, double Squared)[] Nearest(
        float[] point, IReadOnlyList<float[]> among, int count, int but = -1)
    {
        var best = new (int Index, double Squared)[count];
        Array.Fill(best, (-1, double.PositiveInfinity));
        for (var i = 0; i < among.Count; i++)
        {
            var squared = i == but ? double.PositiveInfinity : Distance(point, among[i], best[^1].Squared);
            if (squared < best[^1].Squared)
            {
                best[^1] = (i, squared);
                for (var at = count - 1; at > 0 && best[at].Squared < best[at - 1].Squared; at--)
                {
                    (best[at], best[at - 1]) = (best[at - 1], best[at]);
                }
            }
        }

        return best;
    }

    /// <summary>Counts the balls around each of other points, and those points within each ball.</summary>
    private (int[] Around, int[] Within) Holds(IReadOnlyList<float[]> others)
    {
        var (around, within) = (new int[others.Count], new int[points.Count]);
        Parallel.For(0, others.Count, threads, j =>
        {
            for (var i = 0; i < points.Count; i++)
            {
                if (Distance(others[j], points[i], radii[i]) < radii[i])
                {
                    around[j]++;
                    Interlocked.Increment(ref within[i]);
                }
            }
        });
        return (around, within);
    }

    /// <summary>Computes the square of a distance, or any number that is not below a limit if it is not.</summary>
    private static double Distance(float[] a, float[] b, double limit)
    {
        const int Part = 256;
        var sum = 0.0;
        for (var first = 0; first < a.Length && sum < limit; first += Part)
        {
            sum += Squared(a.AsSpan(first, Math.Min(Part, a.Length - first)), b.AsSpan(first));
        }

        return sum;
    }

    private static float Squared(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sums = Vector<float>.Zero;
        var i = 0;
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var difference = new Vector<float>(a[i..]) - new Vector<float>(b[i..]);
            sums += difference * difference;
        }

        var sum = Vector.Sum(sums);
        for (; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return sum;
    }
}
