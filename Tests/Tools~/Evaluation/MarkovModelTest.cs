using CsCheck;
using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public sealed class MarkovModelTest
{
    private const int Tokens = 5;

    private static readonly Gen<int[][]> corpora =
        Gen.Int[0, Tokens - 1].Array[0, 30].Array[1, 6];

    [Test]
    public void The_probabilities_of_all_tokens_sum_to_1_after_any_history()
    {
        Gen.Select(corpora, Gen.Int[0, Tokens - 1].Array[0, 6]).Sample((pieces, history) =>
        {
            var model = new MarkovModel(Tokens, 4, pieces);
            var sums = new double[5];
            var byOrder = new double[5];
            for (var token = 0; token < Tokens; token++)
            {
                model.Probabilities(history, token, byOrder);
                Assert.That(byOrder, Is.All.GreaterThan(0).And.All.LessThanOrEqualTo(1));
                for (var k = 0; k < sums.Length; k++)
                {
                    sums[k] += byOrder[k];
                }
            }

            Assert.That(sums, Is.All.EqualTo(1).Within(1e-12));
        }, iter: 300);
    }

    [Test]
    public void Equals_the_definition_by_exhaustive_counting()
    {
        Gen.Select(corpora, Gen.Int[0, Tokens - 1].Array[0, 6]).Sample((pieces, history) =>
        {
            var model = new MarkovModel(Tokens, 3, pieces);
            var byOrder = new double[4];
            for (var token = 0; token < Tokens; token++)
            {
                model.Probabilities(history, token, byOrder);
                for (var k = 0; k < byOrder.Length; k++)
                {
                    var padded = Enumerable.Repeat(Tokens, k).Concat(history).TakeLast(k).ToArray();
                    var expected = Definition(pieces, padded, token, highest: true);
                    Assert.That(byOrder[k], Is.EqualTo(expected).Within(1e-12));
                }
            }
        }, iter: 100);
    }

    [Test]
    public void Finds_the_entropy_of_a_known_chain()
    {
        // p(a|a) = 0.9, p(b|b) = 0.6: stationary shares 0.8 and 0.2.
        var rng = new Rng(3);
        int[] Draw(int length)
        {
            var piece = new int[length];
            for (var t = 1; t < length; t++)
            {
                var stays = rng.Uniform() < (piece[t - 1] == 0 ? 0.9f : 0.6f);
                piece[t] = stays ? piece[t - 1] : 1 - piece[t - 1];
            }

            return piece;
        }

        var rate = 0.8 * Entropy(0.9) + 0.2 * Entropy(0.6);
        var held = Draw(100_000);

        var loss = new MarkovModel(2, 4, [Draw(100_000)]).Loss(held).Select(x => x / held.Length).ToArray();

        Assert.That(loss[0], Is.EqualTo(Entropy(0.8)).Within(0.01));
        Assert.That(loss[1..], Is.All.EqualTo(rate).Within(0.01));
    }

    [Test]
    public void Too_many_tokens_for_the_order_are_refused()
    {
        Assert.That(() => new MarkovModel(5000, 4, []), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static double Entropy(double p) => -p * Math.Log(p) - (1 - p) * Math.Log(1 - p);

    /// <summary>Chen and Goodman's equations, read from lists of all the grams of the corpus.</summary>
    private static double Definition(int[][] pieces, int[] context, int token, bool highest)
    {
        var n = context.Length;
        var grams = highest
            ? Grams(pieces, n + 1)
            : [.. Grams(pieces, n + 2).Distinct().Select(gram => gram[2..])];
        var counts = grams.GroupBy(gram => gram).ToDictionary(group => group.Key, group => group.Count());
        var lower = n == 0 ? 1.0 / Tokens : Definition(pieces, context[1..], token, highest: false);
        var prefix = string.Concat(context.Select(x => $"{x} "));
        var followers = counts.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        if (followers.Count == 0)
        {
            return lower;
        }

        double WithCount(int c) => counts.Values.Count(x => x == c);
        double Discount(int count)
        {
            var c = Math.Min(count, 3);
            var y = WithCount(1) / (WithCount(1) + 2 * WithCount(2));

            var value = c - (c + 1) * y * WithCount(c + 1) / WithCount(c);
            return c == 0 ? 0 : value > 0 && value < c ? value : c / 2.0;
        }

        double total = followers.Sum(pair => pair.Value);
        var count = counts.GetValueOrDefault($"{prefix}{token} ");
        return (count - Discount(count) + followers.Sum(pair => Discount(pair.Value)) * lower) / total;
    }

    private static List<string> Grams(int[][] pieces, int n)
    {
        return [.. pieces.SelectMany(piece => Enumerable.Range(0, piece.Length).Select(t =>
        {
            var padded = Enumerable.Repeat(Tokens, n).Concat(piece.Take(t + 1));
            return string.Concat(padded.TakeLast(n).Select(x => $"{x} "));
        }))];
    }
}
