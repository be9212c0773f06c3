using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public class ManifoldTest
{
    private static readonly ParallelOptions Threads = new() { MaxDegreeOfParallelism = 2 };

    // Oracle: by hand, with k = 1. The real points 0, 1, 3 have balls of the radii 1, 1, 2, and those that were made,
    // 0.5, 2.5, 9, of 2, 2, 6.5. 0.5 is in the balls of 0 and 1, 2.5 in that of 3, and 9 in none; all real points are
    // in one that was made.
    [Test]
    public void A_line_is_as_by_hand()
    {
        var report = Compare([[0.5f], [2.5f], [9]], [[0], [1], [3]], 1);
        Assert.That(report.Precision, Is.EqualTo(2 / 3.0).Within(1e-12));
        Assert.That(report.Recall, Is.EqualTo(1));
        Assert.That(report.Density, Is.EqualTo(1));
        Assert.That(report.Coverage, Is.EqualTo(1));
    }

    // Oracle: a ball around each point holds the point itself and the k - 1 nearest.
    [Test]
    public void What_is_compared_with_itself_is_perfect([Values(1, 3, 5)] int neighbours)
    {
        var points = Normal(new Rng(1), 60, 300);
        Assert.That(Compare(points, points, neighbours), Is.EqualTo(new ManifoldReport(1, 1, 1, 1)));
    }

    [Test]
    public void What_is_far_away_is_worth_nothing()
    {
        var made = Normal(new Rng(1), 30, 5).Select(point => Array.ConvertAll(point, x => x + 100)).ToArray();
        Assert.That(Compare(made, Normal(new Rng(2), 30, 5), 5), Is.EqualTo(new ManifoldReport(0, 0, 0, 0)));
    }

    // Oracle: Naeem et al. (2020), lemma 1 and 2: of two samples of one distribution, of n and m points, the density
    // is 1 in the mean, and coverage 1 - (n - 1)…(n - k) / ((n + m - 1)…(n + m - k)).
    [Test]
    public void Two_samples_of_one_distribution_reach_the_published_means()
    {
        const int Real = 40, Made = 20, Neighbours = 5;
        var rng = new Rng(3);
        var reports = Enumerable.Range(0, 400)
            .Select(_ => Compare(Normal(rng, Made, 3), Normal(rng, Real, 3), Neighbours))
            .ToArray();
        var missed = Enumerable.Range(1, Neighbours)
            .Aggregate(1.0, (product, i) => product * (Real - i) / (Real + Made - i));
        Assert.That(reports.Average(report => report.Coverage), Is.EqualTo(1 - missed).Within(0.01));
        Assert.That(reports.Average(report => report.Density), Is.EqualTo(1).Within(0.03));
    }

    // Oracle: sorting all distances, of lengths on both sides of a vector and of the parts that are summed.
    [TestCase(1)]
    [TestCase(7)]
    [TestCase(257)]
    public void The_nearest_are_the_first_in_order(int length)
    {
        var points = Normal(new Rng(5), 50, length);
        var squares = points.Select(point => point.Zip(points[9], (x, y) => (double)(x - y) * (x - y)).Sum()).ToArray();
        var order = Enumerable.Range(0, 50).Where(i => i != 9).OrderBy(i => squares[i]).Take(4).ToArray();
        var found = Manifold.Nearest(points[9], points, 4, 9);
        Assert.That(found.Select(near => near.Index), Is.EqualTo(order));
        Assert.That(
            found.Select(near => near.Squared), Is.EqualTo(order.Select(i => squares[i])).Within(1e-4).Percent);
        Assert.That(Manifold.Nearest(points[9], points, 1)[0], Is.EqualTo((9, 0.0)));
    }

    private static ManifoldReport Compare(float[][] made, float[][] real, int neighbours)
    {
        return Manifold.Compare(new(made, neighbours, Threads), new(real, neighbours, Threads));
    }

    private static float[][] Normal(Rng rng, int count, int length)
    {
        return [.. Enumerable.Range(0, count).Select(
            _ => Enumerable.Range(0, length).Select(_ => rng.Normal()).ToArray())];
    }
}
