using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public sealed class SummaryTest
{
    [Test]
    public void Mean_and_deviation_are_those_of_the_finite_values()
    {
        var summary = new Summary([2, 4, double.NaN, 4, 4, 5, 5, 7, 9]);

        Assert.That(summary.Count, Is.EqualTo(8));
        Assert.That(summary.Mean, Is.EqualTo(5));
        Assert.That(summary.Deviation, Is.EqualTo(Math.Sqrt(32.0 / 7)).Within(1e-12));
    }

    [Test]
    public void The_interval_of_confidence_is_about_1_96_standard_errors_wide_to_either_side()
    {
        var rng = new Rng(2);
        var summary = new Summary(Enumerable.Range(0, 400).Select(_ => (double)rng.Normal()));

        var (low, high) = summary.Confidence();

        var error = 1.96 * summary.Deviation / Math.Sqrt(400);
        Assert.That(low, Is.EqualTo(summary.Mean - error).Within(0.15 * error));
        Assert.That(high, Is.EqualTo(summary.Mean + error).Within(0.15 * error));
        Assert.That(summary.Confidence(), Is.EqualTo((low, high)));
    }

    [Test]
    public void Nothing_has_no_mean()
    {
        Assert.That(new Summary([]).Mean, Is.NaN);
        Assert.That(new Summary([]).Confidence().Low, Is.NaN);
    }
}
