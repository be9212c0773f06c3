using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests.Lab;

/// <summary>What labs are taught with, measured as if nobody knew how it was made.</summary>
public sealed class LabDataTests
{
    // Oracle: the sine that goes through what is heard, found by least squares.
    [Test]
    public void Waves_are_called_by_their_period()
    {
        const int Rows = 1000;
        const double Edge = 1e-3;
        var batch = new WaveBatch(Rows, new Rng(3));
        var share = new RowShare(new CpuBackend(), 0, Rows);
        var heard = Enumerable.Range(0, batch.Lengths.Max())
            .Select(step => batch.At(share, step, isClock: false)).ToList();
        for (var row = 0; row < Rows; row++)
        {
            var wave = heard.Take(batch.Lengths[row])
                .Select(step => (Value: (double)step.Row(row)[0], Time: 125.0 * step.Row(row)[1])).ToArray();
            Assert.That(wave.Select(point => point.Time), Is.Ordered.And.All.InRange(0, 125));
            Assert.That(wave, Has.Length.InRange(15, 125));
            var period = PeriodOf(wave);
            if (period is null || Math.Min(Math.Abs(period.Value - 5), Math.Abs(period.Value - 6)) > Edge)
            {
                Assert.That(batch.Truth[row], Is.EqualTo(period is > 5 and < 6 ? 1 : 0), $"row {row}: {period}");
            }
        }

        Assert.That(batch.Truth.Sum(), Is.EqualTo(Rows / 2).Within(4 * Math.Sqrt(Rows / 4.0)));
    }

    // Oracle: the two numbers with a mark, added.
    [Test]
    public void Sums_are_those_of_two_numbers_from_anywhere()
    {
        const int Rows = 3000;
        const int Steps = 3;
        var batch = new AddingBatch(Rows, Steps, new Rng(2));
        var share = new RowShare(new CpuBackend(), 0, Rows);
        var heard = Enumerable.Range(0, Steps).Select(step => batch.At(share, step)).ToList();
        var sums = batch.Sums(share);
        var places = new Dictionary<string, int>();
        for (var row = 0; row < Rows; row++)
        {
            var marked = heard.Where(step => step.Row(row)[1] == 1).ToList();
            Assert.That(marked, Has.Count.EqualTo(2));
            Assert.That(sums.Row(row)[0], Is.EqualTo(marked.Sum(step => step.Row(row)[0])).Within(1e-6));
            var key = string.Concat(heard.Select(step => step.Row(row)[1]));
            places[key] = places.GetValueOrDefault(key) + 1;
        }

        Assert.That(places.Values, Has.Count.EqualTo(3).And.All.EqualTo(Rows / 3).Within(120));
    }

    // Oracle: what a long walk costs who knows the chain, and who knows only how often each token comes.
    [Test]
    public void The_entropy_of_a_chain_is_what_a_walk_costs_who_knows_it()
    {
        const int Tokens = 6;
        var rng = new Rng(4);
        var chain = new TokenChain(Tokens, rng);
        var walk = chain.Walk(400_000, rng);
        var cost = Enumerable.Range(2, walk.Length - 2)
            .Average(t => -Math.Log(chain.Of(walk[t - 2], walk[t - 1], walk[t])));
        var shares = walk.GroupBy(token => token).Select(group => group.Count() / (double)walk.Length);
        Assert.That(chain.Entropy(), Is.EqualTo(cost).Within(0.01));
        Assert.That(chain.TokenEntropy(), Is.EqualTo(-shares.Sum(share => share * Math.Log(share))).Within(0.01));
        for (var before = 0; before < Tokens * Tokens; before++)
        {
            var all = Enumerable.Range(0, Tokens).Sum(token => chain.Of(before / Tokens, before % Tokens, token));
            Assert.That(all, Is.EqualTo(1).Within(1e-9));
        }
    }

    // Between 4.3 and 7; null if no sine of such a period goes through all points.
    private static double? PeriodOf((double Value, double Time)[] wave)
    {
        const double Step = 0.0004;
        var best = Enumerable.Range(0, 224).Select(i => 1 / 7.0 + i * Step).MinBy(Rest);
        var (low, high) = (best - Step, best + Step);
        for (var i = 0; i < 60; i++)
        {
            var (left, right) = (low + (high - low) / 3, high - (high - low) / 3);
            (low, high) = Rest(left) < Rest(right) ? (low, right) : (left, high);
        }

        return Rest(low) < 1e-6 ? 1 / low : null;

        double Rest(double frequency)
        {
            double ss = 0, sc = 0, cc = 0, sy = 0, cy = 0, yy = 0;
            foreach (var (y, t) in wave)
            {
                var (s, c) = Math.SinCos(2 * Math.PI * frequency * t);
                (ss, sc, cc) = (ss + s * s, sc + s * c, cc + c * c);
                (sy, cy, yy) = (sy + s * y, cy + c * y, yy + y * y);
            }

            var determinant = ss * cc - sc * sc;
            var (a, b) = ((sy * cc - cy * sc) / determinant, (cy * ss - sy * sc) / determinant);
            return (yy - a * sy - b * cy) / yy;
        }
    }
}
