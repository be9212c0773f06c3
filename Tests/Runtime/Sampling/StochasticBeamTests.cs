using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>
    /// Draws from small networks all of whose rows of tokens, of several lengths, can be counted.
    /// </summary>
    public sealed class StochasticBeamTests
    {
        private const int Rounds = 20_000;

        // Oracle: the ordered pair (i, j) without replacement has the probability p_i p_j / (1 - p_i).
        [Test]
        public void Two_are_drawn_in_order_as_without_replacement([Values] bool hasGrammar)
        {
            var options = new BeamOptions { Width = 2, MaxLength = 3, EndToken = 1 };
            var tree = new TokenTree("lstm", 3, 21, options, hasGrammar ? 4 : 0);
            var all = tree.All();
            var p = all.Select(one => Math.Exp(one.LogProbability)).ToArray();
            var first = new int[all.Length];
            var pairs = new int[all.Length * all.Length];
            var search = new BeamSearch(tree.Network, options, new Rng(1));
            for (var round = 0; round < Rounds; round++)
            {
                var drawn = Draw(search, all, hasGrammar);
                first[drawn[0]]++;
                pairs[drawn[0] * all.Length + drawn[1]]++;
            }

            var expected = pairs.Select((_, pair) => (I: pair / all.Length, J: pair % all.Length))
                .Select(pair => pair.I == pair.J ? 0 : p[pair.I] * p[pair.J] / (1 - p[pair.I])).ToArray();

            Assert.That(p.Sum(), Is.EqualTo(1).Within(1e-6));
            Assert.That(all.Select(one => one.Tokens.Length).Distinct().Count(), Is.GreaterThan(1));
            Assert.That(Fit.Deviations(first, p), Is.LessThan(3.1));
            Assert.That(Fit.Deviations(pairs, expected), Is.LessThan(3.1));
        }

        // Oracle: drawing one after the other by their probabilities, and again if it is there already.
        [Test]
        public void Each_is_among_those_drawn_as_often_as_in_a_direct_simulation()
        {
            const int Width = 4;
            var options = new BeamOptions { Width = Width, MaxLength = 3, Temperature = 1.5f };
            var tree = new TokenTree("gru", 3, 22, options);
            var all = tree.All();
            var found = new int[all.Length];
            var simulated = new int[all.Length];
            var search = new BeamSearch(tree.Network, options, new Rng(2));
            var rng = new Rng(3);
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var drawn in Draw(search, all, false))
                {
                    found[drawn]++;
                }

                var direct = new HashSet<int>();
                while (direct.Count < Width)
                {
                    direct.Add(Pick(all, rng.Uniform()));
                }

                foreach (var drawn in direct)
                {
                    simulated[drawn]++;
                }
            }

            for (var i = 0; i < all.Length; i++)
            {
                // The difference of two binomial counts, within 4.5 deviations.
                var share = (found[i] + simulated[i] + 1.0) / (2 * Rounds);
                var deviation = Math.Sqrt(2 * Rounds * share * (1 - share));
                Assert.That(found[i], Is.EqualTo(simulated[i]).Within(4.5 * deviation + 2));
            }
        }

        [Test]
        public void A_beam_wide_enough_draws_each_once_with_its_log_probability()
        {
            var options = new BeamOptions { Width = 500, MaxLength = 4, EndToken = 0 };
            var tree = new TokenTree("lstm", 4, 23, options);
            var all = tree.All().ToDictionary(one => string.Concat(one.Tokens));
            var search = new BeamSearch(tree.Network, options, new Rng(4));
            search.Begin(new[] { TokenTree.Start });
            while (search.TryStep())
            {
            }

            Assert.That(search.Finished.Select(NameOf), Is.EquivalentTo(all.Keys));
            Assert.That(search.Finished.Select(one => one.Score), Is.Ordered.Descending);
            foreach (var one in search.Finished)
            {
                Assert.That(one.LogProbability, Is.EqualTo(all[NameOf(one)].LogProbability).Within(1e-5));
            }
        }

        // Oracle: the noise of log P is Gumbel's, so the greatest of all has the mean of log 1 = 0 with it.
        [Test]
        public void The_first_score_has_the_distribution_of_Gumbel()
        {
            var options = new BeamOptions { Width = 1, MaxLength = 2 };
            var tree = new TokenTree("rnn", 3, 24, options);
            var all = tree.All();
            var search = new BeamSearch(tree.Network, options, new Rng(5));
            double sum = 0, squares = 0;
            for (var round = 0; round < Rounds; round++)
            {
                Draw(search, all, false);
                sum += search.Finished[0].Score;
                squares += search.Finished[0].Score * search.Finished[0].Score;
            }

            var mean = sum / Rounds;
            Assert.That(mean, Is.EqualTo(0.5772157).Within(0.037));
            Assert.That(squares / Rounds - mean * mean, Is.EqualTo(Math.PI * Math.PI / 6).Within(0.1));
        }

        [Test]
        public void The_same_seed_draws_the_same_and_another_others()
        {
            var options = new BeamOptions { Width = 5, MaxLength = 30 };
            var tree = new TokenTree("lstm", 4, 25, options);
            string Draw(ulong seed)
            {
                var search = new BeamSearch(tree.Network, options, new Rng(seed));
                search.Begin(new[] { TokenTree.Start });
                while (search.TryStep())
                {
                }

                Assert.That(search.Finished.Select(NameOf).Distinct().Count(), Is.EqualTo(5));
                return string.Join(" ", search.Finished.Select(NameOf));
            }

            Assert.That(Draw(7), Is.EqualTo(Draw(7)));
            Assert.That(Draw(8), Is.Not.EqualTo(Draw(7)));
        }

        private static int[] Draw(
            BeamSearch search, (int[] Tokens, double LogProbability, double Score)[] all, bool hasGrammar)
        {
            search.Begin(new[] { TokenTree.Start }, hasGrammar ? new SumGrammar(4, 2) : null);
            while (search.TryStep())
            {
            }

            return search.Finished
                .Select(one => Array.FindIndex(all, other => other.Tokens.AsSpan().SequenceEqual(one.Tokens.Span)))
                .ToArray();
        }

        private static int Pick((int[] Tokens, double LogProbability, double Score)[] all, double point)
        {
            var i = 0;
            for (point -= Math.Exp(all[0].LogProbability); point >= 0 && i < all.Length - 1; i++)
            {
                point -= Math.Exp(all[i + 1].LogProbability);
            }

            return i;
        }

        private static string NameOf(Hypothesis one) => string.Concat(one.Tokens.ToArray());
    }
}
