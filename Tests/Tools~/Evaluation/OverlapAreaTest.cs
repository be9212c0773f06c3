using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public sealed class OverlapAreaTest
{
    [Test]
    public void Identical_samples_overlap_fully()
    {
        double[] samples = [0.5, 1, 1, 2.5, 7];

        Assert.That(OverlapArea.OfSamples(samples, samples), Is.EqualTo(1).Within(1e-6));
    }

    [Test]
    public void Samples_far_apart_do_not_overlap()
    {
        Assert.That(OverlapArea.OfSamples([1, 2, 3, 4], [101, 102, 103, 104]), Is.LessThan(1e-6));
    }

    [Test]
    public void Constants_have_an_answer()
    {
        Assert.That(OverlapArea.OfSamples([3, 3, 3], [3, 3]), Is.EqualTo(1));
        Assert.That(OverlapArea.OfSamples([3, 3, 3], [4, 4]), Is.LessThan(1e-6));
        Assert.That(OverlapArea.OfSamples([3, 3, 3], [1, 2, 3, 4, 5]), Is.InRange(0.001, 0.1));
    }

    [TestCase(0)]
    [TestCase(0.5)]
    [TestCase(1)]
    [TestCase(2)]
    public void Two_normal_distributions_overlap_by_the_closed_form(double distance)
    {
        // Quantiles stand for samples. A density estimated with width h has the variance 1 + h², and two
        // normal densities of deviation s at a distance d share an area of 2 Φ(-d / 2s).
        var a = Enumerable.Range(0, 2000).Select(i => Quantile((i + 0.5) / 2000)).ToArray();
        var b = Array.ConvertAll(a, x => x + distance);
        var h = KernelDensity.ScottBandwidth(a);

        var area = OverlapArea.OfSamples(a, b);

        Assert.That(area, Is.EqualTo(2 * Phi(-distance / (2 * Math.Sqrt(1 + h * h)))).Within(2e-3));
    }

    [Test]
    public void A_density_integrates_to_1()
    {
        var density = new KernelDensity([-1, 0, 0.2, 3], 0.3);

        var area = Enumerable.Range(0, 1000).Sum(i => 0.01 * density.At(-4 + 0.01 * i));

        Assert.That(area, Is.EqualTo(1).Within(1e-9));
    }

    [Test]
    public void Scotts_width_is_the_deviation_over_the_fifth_root_of_the_number()
    {
        // The deviation of 1 … 32 is √88.
        var samples = Enumerable.Range(1, 32).Select(i => (double)i).ToArray();

        Assert.That(KernelDensity.ScottBandwidth(samples), Is.EqualTo(Math.Sqrt(88) / 2).Within(1e-12));
    }

    [Test]
    public void Sets_drawn_alike_overlap_more_than_sets_that_differ()
    {
        var rng = new Rng(1);
        List<double[]> Draw(int count, float mean)
        {
            double[] Point() => [rng.Normal() + mean, rng.Normal()];
            return [.. Enumerable.Range(0, count).Select(_ => Point())];
        }

        var reference = Draw(60, 0);

        Assert.That(OverlapArea.OfSets(reference, Draw(60, 0)), Is.GreaterThan(0.93));
        Assert.That(OverlapArea.OfSets(reference, Draw(60, 1)), Is.InRange(0.6, 0.93));
        Assert.That(OverlapArea.OfSets(reference, Draw(60, 12)), Is.LessThan(0.01));
        Assert.That(OverlapArea.OfSets([[1, 2]], reference), Is.NaN);
    }

    private static double Quantile(double p)
    {
        var (low, high) = (-8.0, 8.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Phi(middle) < p ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Integrates the normal density by Simpson's rule.</summary>
    private static double Phi(double x)
    {
        const int n = 200;
        var h = x / n;
        double Density(double t) => Math.Exp(-t * t / 2) / Math.Sqrt(2 * Math.PI);
        var sum = Density(0) + Density(x);
        for (var i = 1; i < n; i++)
        {
            sum += (i % 2 == 0 ? 2 : 4) * Density(i * h);
        }

        return 0.5 + sum * h / 3;
    }
}
