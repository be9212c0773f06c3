#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class BeamSearchTests
    {
        // Wider than any tree here has leaves.
        private const int All = 5000;

        [Test]
        public void A_beam_wide_enough_for_all_is_exhaustive_enumeration(
            [ValueSource(typeof(SequenceConfig), nameof(SequenceConfig.Cells))] string cell, [Values(3, 4)] int tokens)
        {
            var options = new BeamOptions { Width = All, MaxLength = tokens == 3 ? 6 : 5 };
            var tree = new TokenTree(cell, tokens, 3, options);
            var expected = tree.All();

            Assert.That(expected, Has.Length.EqualTo(Math.Pow(tokens, options.MaxLength)));
            AssertSame(Run(tree, options), expected);
        }

        [Test]
        public void With_an_end_token_all_finished_are_ranked_over_their_length_penalty(
            [Values(0, 0.6, 1, 2)] double penalty, [Values(1f, 0.7f)] float temperature)
        {
            var options = new BeamOptions
            {
                Width = All, MaxLength = 5, EndToken = 2, LengthPenalty = penalty, Temperature = temperature,
            };
            var tree = new TokenTree("lstm", 4, 4, options);
            var expected = tree.All();

            Assert.That(expected.Select(one => one.Tokens.Length).Distinct().Count(), Is.EqualTo(5));
            AssertSame(Run(tree, options), expected);
        }

        [Test]
        public void With_a_grammar_all_that_it_allows_are_found_whatever_its_milestones(
            [Values(0, 1)] double penalty, [Values(2, 3, 100)] int bar)
        {
            var options = new BeamOptions { Width = All, LengthPenalty = penalty };
            var tree = new TokenTree("gru", 4, 5, options, grammarEnd: 7);
            var expected = tree.All();

            Assert.That(expected.Select(one => one.Tokens.Length).Distinct().Count(), Is.GreaterThan(3));
            AssertSame(Run(tree, options, new SumGrammar(7, bar)), expected);
        }

        [Test]
        public void A_beam_of_one_is_greedy([Values] bool hasGrammar)
        {
            for (ulong seed = 0; seed < 20; seed++)
            {
                var options = new BeamOptions { Width = 1, MaxLength = 12, LengthPenalty = 1, EndToken = 3 };
                var tree = new TokenTree("lstm", 4, seed, options, hasGrammar ? 20 : 0);
                var expected = Array.Empty<int>();
                while (!tree.IsEnd(expected))
                {
                    var next = tree.After(expected);
                    expected = expected.Append(Array.IndexOf(next, next.Max())).ToArray();
                }

                var found = Run(tree, options, hasGrammar ? new SumGrammar(20, 5) : null);
                Assert.That(found, Has.Count.EqualTo(1));
                Assert.That(found[0].Tokens.ToArray(), Is.EqualTo(expected));
            }
        }

        // Oracle: the remarks of the class, written out over whole rows of tokens, each read on its own.
        [Test]
        public void A_narrow_beam_is_its_definition_written_out(
            [Values(2, 3, 5)] int width, [Values(0, 1)] double penalty, [Values] bool hasGrammar)
        {
            for (ulong seed = 0; seed < 8; seed++)
            {
                var options = new BeamOptions
                {
                    Width = width, MaxLength = 9, EndToken = 0, LengthPenalty = penalty,
                };
                var tree = new TokenTree("lstm", 4, seed, options, hasGrammar ? 12 : 0);
                var bar = hasGrammar ? 3 : int.MaxValue;
                var found = Run(tree, options, hasGrammar ? new SumGrammar(12, bar) : null);
                var expected = ByDefinition(tree, width, bar);

                AssertSame(found, expected.Select(one => (one.Tokens, one.LogProbability, one.Score)).ToArray());
            }
        }

        [Test]
        public void A_wide_beam_finds_what_greed_misses()
        {
            var missed = 0;
            for (ulong seed = 0; seed < 60; seed++)
            {
                var greedy = new BeamOptions { Width = 1, MaxLength = 4 };
                var wide = new BeamOptions { Width = 27, MaxLength = 4 };
                var tree = new TokenTree("lstm", 3, seed, wide);
                var best = tree.All()[0];
                missed += Run(tree, greedy)[0].LogProbability < best.LogProbability - 1e-4 ? 1 : 0;

                Assert.That(Run(tree, wide)[0].Tokens.ToArray(), Is.EqualTo(best.Tokens));
            }

            Assert.That(missed, Is.GreaterThan(3));
        }

        [Test]
        public void Of_equals_the_lower_tokens_come_first()
        {
            var parameters = new ParameterSet(1);
            var config = new SequenceConfig { Inputs = 3, Outputs = 3, Size = 2, Layers = 1 };
            var network = SequenceNetwork.Create(config, parameters);
            var head = parameters[parameters.Count - 2];
            for (var row = 0; row < config.Size; row++)
            {
                head.Row(row).Clear();
            }

            head.Changed();
            var search = new BeamSearch(network, new BeamOptions { Width = 7, MaxLength = 3 });
            var found = Run(search).Select(one => string.Concat(one.Tokens.ToArray()));

            Assert.That(found, Is.EqualTo(new[] { "000", "001", "002", "010", "011", "012", "020" }));
        }

        [Test]
        public void A_search_can_begin_behind_more_tokens_and_again()
        {
            var options = new BeamOptions { Width = 6, MaxLength = 4 };
            var tree = new TokenTree("lstm", 3, 9, options);
            var search = new BeamSearch(tree.Network, options);
            var first = Run(search);
            search.Begin(new[] { TokenTree.Start, 2, 1 });
            while (search.TryStep())
            {
            }

            var logProbability = 0.0;
            var said = new List<int> { 2, 1 };
            foreach (var token in search.Finished[0].Tokens.ToArray())
            {
                logProbability += tree.After(said.ToArray())[token];
                said.Add(token);
            }

            Assert.That(search.Finished[0].LogProbability, Is.EqualTo(logProbability).Within(1e-5));
            Assert.That(
                Run(search).Select(one => (string.Concat(one.Tokens.ToArray()), one.Score)),
                Is.EqualTo(first.Select(one => (string.Concat(one.Tokens.ToArray()), one.Score))));
        }

        [Test]
        public void Where_nothing_may_follow_nothing_is_found()
        {
            var options = new BeamOptions { MaxLength = 5 };
            var tree = new TokenTree("lstm", 1, 1, options);

            Assert.That(Run(tree, options, new SumGrammar(9, 9)), Is.Empty);
        }

        [Test]
        public void A_search_keeps_the_options_that_it_was_made_with()
        {
            var options = new BeamOptions { Width = 3, MaxLength = 4 };
            var tree = new TokenTree("lstm", 4, 1, options);
            var expected = Run(tree, options).Select(found => string.Join(' ', found.Tokens)).ToArray();
            var search = new BeamSearch(tree.Network, options);
            options.MaxLength = 2;
            options.Temperature = 9;
            Assert.That(Run(search).Select(found => string.Join(' ', found.Tokens)), Is.EqualTo(expected));
        }

        [Test]
        public void A_search_that_its_grammar_breaks_off_can_begin_again()
        {
            var options = new BeamOptions { Width = 3, MaxLength = 4 };
            var tree = new TokenTree("lstm", 4, 1, options);
            var expected = Run(tree, options).Select(found => string.Join(' ', found.Tokens)).ToArray();
            var search = new BeamSearch(tree.Network, options);
            Assert.That(() => Run(search, new BreakingGrammar()), Throws.TypeOf<TimeoutException>());
            Assert.That(Run(search).Select(found => string.Join(' ', found.Tokens)), Is.EqualTo(expected));
        }

        [Test]
        public void What_makes_no_sense_is_refused()
        {
            var options = new BeamOptions();
            var parameters = new ParameterSet(1);
            var deaf = SequenceNetwork.Create(new SequenceConfig { Inputs = 2, Outputs = 3, Size = 2 }, parameters);
            var network = new TokenTree("lstm", 3, 1, options).Network;
            var search = new BeamSearch(network, options);

            Assert.That(() => options.Width = 0, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => options.MaxLength = 0, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => options.Temperature = 0, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => options.LengthPenalty = -1, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new BeamSearch(deaf, options), Throws.ArgumentException);
            Assert.That(() => search.Begin(Array.Empty<int>()), Throws.ArgumentException);
            Assert.That(search.IsOver && !search.TryStep(), Is.True);
            options.LengthPenalty = 1;
            Assert.That(() => new BeamSearch(network, options, new Rng(1)), Throws.ArgumentException);
        }

        private static IReadOnlyList<Hypothesis> Run(
            TokenTree tree, BeamOptions options, IBeamGrammar? grammar = null)
        {
            return Run(new BeamSearch(tree.Network, options), grammar);
        }

        private static IReadOnlyList<Hypothesis> Run(BeamSearch search, IBeamGrammar? grammar = null)
        {
            search.Begin(new[] { TokenTree.Start }, grammar);
            while (search.TryStep())
            {
            }

            return search.Finished.ToArray();
        }

        private static void AssertSame(
            IReadOnlyList<Hypothesis> found, (int[] Tokens, double LogProbability, double Score)[] expected)
        {
            Assert.That(
                found.Select(one => string.Concat(one.Tokens.ToArray())),
                Is.EqualTo(expected.Select(one => string.Concat(one.Tokens))));
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.That(found[i].LogProbability, Is.EqualTo(expected[i].LogProbability).Within(1e-5));
                Assert.That(found[i].Score, Is.EqualTo(expected[i].Score).Within(1e-5));
            }
        }

        private static (int[] Tokens, double LogProbability, double Score)[] ByDefinition(
            TokenTree tree, int width, int bar)
        {
            var live = new[] { (Tokens: Array.Empty<int>(), LogProbability: 0.0, Score: 0.0) };
            var finished = live.Take(0).ToArray();
            var waiting = finished;
            while (live.Length > 0 && !(IsClosed(finished, live[0].Score)
                && (waiting.Length == 0 || IsClosed(finished, waiting[0].Score))))
            {
                var kept = Best(live.SelectMany(Extensions));
                finished = Best(finished.Concat(kept.Where(one => tree.IsEnd(one.Tokens))));
                var others = kept.Where(one => !tree.IsEnd(one.Tokens)).ToArray();
                waiting = Best(waiting.Concat(others.Where(one => IsMilestone(one.Tokens))));
                live = others.Where(one => !IsMilestone(one.Tokens)).ToArray();
                if (waiting.Length > 0 && (live.Length == 0 || IsClosed(waiting, live[0].Score)))
                {
                    live = waiting;
                    waiting = waiting.Take(0).ToArray();
                }
            }

            return finished;

            IEnumerable<(int[], double, double)> Extensions((int[] Tokens, double P, double Score) one)
            {
                var next = tree.After(one.Tokens);
                return Enumerable.Range(0, next.Length).Where(token => !double.IsInfinity(next[token]))
                    .Select(token => (
                        one.Tokens.Append(token).ToArray(),
                        one.P + next[token],
                        tree.Score(one.P + next[token], one.Tokens.Length + 1)));
            }

            (int[] Tokens, double LogProbability, double Score)[] Best(
                IEnumerable<(int[] Tokens, double LogProbability, double Score)> all)
            {
                return all.OrderByDescending(one => one.Score).Take(width).ToArray();
            }

            bool IsClosed((int[] Tokens, double P, double Score)[] list, double score)
            {
                return list.Length == width && list[width - 1].Score >= score;
            }

            bool IsMilestone(int[] said)
            {
                return said.Sum() / bar > said.Take(said.Length - 1).Sum() / bar;
            }
        }

        /// <summary>Breaks off in the middle of the second step.</summary>
        private sealed class BreakingGrammar : IBeamGrammar
        {
            private int asked;

            public void Mask(Span<float> logits)
            {
                if (++asked == 3)
                {
                    throw new TimeoutException();
                }
            }

            public BeamMark Accept(int token) => BeamMark.None;

            public IBeamGrammar New() => this;

            public void CopyFrom(IBeamGrammar other)
            {
            }
        }
    }
}
