using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class EncoderDecoderTests
    {
        private const int Tokens = 5;
        private const int Start = 0;
        private const int End = 1;

        private static readonly string[] Kinds = { "none", "additive", "general", "dot" };

        private static readonly int[][] Sources =
        {
            new[] { 1, 2 }, new[] { 4, 4, 3, 2, 0 }, new[] { 3 }, Array.Empty<int>(), new[] { 2, 1, 2, 3 },
        };

        [Test]
        public void A_batch_of_sources_of_several_lengths_equals_each_alone(
            [ValueSource(nameof(Kinds))] string attention)
        {
            var network = Network(attention);
            var on = new CpuBackend();
            var together = Say(network, network.Read(on, Sources), 4);
            for (var r = 0; r < Sources.Length; r++)
            {
                var alone = Say(network, network.Read(on, new[] { Sources[r] }), 4);
                for (var t = 0; t < 4; t++)
                {
                    Assert.That(together[t].Row(r).ToArray(), Is.EqualTo(alone[t].Row(0).ToArray()).Within(1e-6));
                }
            }
        }

        [Test]
        public void A_source_read_from_its_end_is_the_source_turned_round()
        {
            EncoderDecoder network = Network("none"), reversed = Network("none", isReversed: true);
            var on = new CpuBackend();
            var round = Sources.Select(source => source.Reverse().ToArray()).ToArray();
            var expected = Say(network, network.Read(on, round), 3);
            var actual = Say(reversed, reversed.Read(on, Sources), 3);
            for (var r = 0; r < Sources.Length; r++)
            {
                Assert.That(actual[2].Row(r).ToArray(), Is.EqualTo(expected[2].Row(r).ToArray()));
            }
        }

        [Test]
        public void Without_the_state_of_the_encoder_the_decoder_knows_nothing_of_the_source(
            [ValueSource(nameof(Kinds))] string attention)
        {
            var network = Network(attention);
            var on = new CpuBackend();
            var state = network.Read(on, Sources);
            var said = Say(network, state, 1)[0];
            Assert.That(said.Row(1).ToArray(), Is.Not.EqualTo(said.Row(4).ToArray()));
            state.Reset();
            said = Say(network, state, 1)[0];
            Assert.That(said.Row(1).ToArray(), Is.EqualTo(said.Row(4).ToArray()));
        }

        [Test]
        public void Shares_are_of_the_tokens_that_are_there([Values("additive", "general", "dot")] string attention)
        {
            var network = Network(attention);
            var on = new CpuBackend();
            var state = network.Read(on, Sources);
            Say(network, state, 3);
            for (var r = 0; r < Sources.Length; r++)
            {
                var shares = network.Look(state).Row(r).ToArray();
                Assert.That(shares.Length, Is.EqualTo(5));
                Assert.That(shares.Sum(), Is.EqualTo(Sources[r].Length > 0 ? 1 : 0).Within(1e-6));
                Assert.That(shares.Skip(Sources[r].Length), Is.All.EqualTo(0));
            }
        }

        [Test]
        public void Without_attention_it_looks_at_nothing()
        {
            var network = Network("none");
            Assert.That(network.Look(network.Read(new CpuBackend(), Sources)), Is.Null);
        }

        [Test]
        public void A_beam_wide_enough_for_all_is_exhaustive_enumeration_from_the_source(
            [ValueSource(nameof(Kinds))] string attention)
        {
            const int MaxLength = 4;
            var network = Network(attention);
            var options = new BeamOptions { Width = 2000, MaxLength = MaxLength, EndToken = End };
            var expected = new List<(int[] Tokens, double LogProbability)>();
            Enumerate(network, Array.Empty<int>(), MaxLength, expected);

            var search = new BeamSearch(network, options);
            search.Begin(new[] { Start }, network.Read(new CpuBackend(), new[] { Sources[1] }));
            while (search.TryStep())
            {
            }

            var best = expected.OrderByDescending(one => one.LogProbability).ToArray();
            Assert.That(search.Finished, Has.Count.EqualTo(best.Length));
            for (var i = 0; i < best.Length; i++)
            {
                Assert.That(search.Finished[i].Tokens.ToArray(), Is.EqualTo(best[i].Tokens));
                Assert.That(search.Finished[i].LogProbability, Is.EqualTo(best[i].LogProbability).Within(1e-5));
            }
        }

        [Test]
        public void A_search_over_one_source_leaves_nothing_to_the_next()
        {
            var network = Network("additive");
            var search = new BeamSearch(network, new BeamOptions { Width = 3, MaxLength = 6, EndToken = End });
            var first = Best(search, network, Sources[0]);
            Best(search, network, Sources[1]);
            Assert.That(Best(search, network, Sources[0]).Score, Is.EqualTo(first.Score));
        }

        [Test]
        public void A_state_that_heard_tokens_goes_on_as_a_search_that_hears_them()
        {
            var config = new SequenceConfig { Inputs = Tokens, Outputs = Tokens, Size = 9 };
            var parameters = new ParameterSet(1);
            var network = SequenceNetwork.Create(config, parameters);
            Plain.Scatter(parameters, 2);
            var search = new BeamSearch(network, new BeamOptions { Width = 3, MaxLength = 5 });
            search.Begin(new[] { 3, 1, 2, 4 });
            var expected = Finish(search);
            var on = new CpuBackend();
            var state = network.NewState(on, 1);
            network.Step(on.OneHot(new[] { 3 }, Tokens), state);
            search.Begin(new[] { 1, 2, 4 }, state);
            Assert.That(Finish(search), Is.EqualTo(expected));
            Assert.That(
                () => search.Begin(new[] { 1 }, network.NewState(on, 2)), Throws.ArgumentException);
        }

        [TestCase("none", 4, 0, 5)]
        [TestCase("none", 4, 1, 0)]
        [TestCase("none", 30_000, 1, 5)]
        [TestCase("none", 4, 2_000_000_000, 5)]
        [TestCase("additive", 5, 1, 5)]
        [TestCase("additive", 4, 2, 5)]
        [TestCase("hard", 4, 1, 5)]
        public void Impossible_blueprints_are_refused(string attention, int size, int layers, int tokens)
        {
            var config = new EncoderDecoderConfig
            {
                SourceTokens = tokens, TargetTokens = 3, Size = size, Layers = layers, Attention = attention,
            };
            Assert.That(() => EncoderDecoder.Create(config, new ParameterSet(1)), Throws.ArgumentException);
        }

        private static EncoderDecoder Network(string attention, bool isReversed = false)
        {
            var parameters = new ParameterSet(1);
            var config = new EncoderDecoderConfig
            {
                SourceTokens = Tokens,
                TargetTokens = Tokens,
                Embedding = 3,
                Size = 8,
                Layers = attention == "none" ? 2 : 1,
                Attention = attention,
                IsReversed = isReversed,
            };
            var network = EncoderDecoder.Create(config, parameters);
            Plain.Scatter(parameters, 2);
            return network;
        }

        /// <summary>Lets each row say what it hears: the start, then tokens that depend on nothing.</summary>
        private static Tensor[] Say(EncoderDecoder network, SequenceState state, int steps)
        {
            var said = new Tensor[steps];
            for (var t = 0; t < steps; t++)
            {
                var tokens = Enumerable.Repeat(t % Tokens, state.Rows).ToArray();
                said[t] = network.Step(state.Backend.OneHot(tokens, Tokens), state);
            }

            return said;
        }

        /// <summary>Adds all that can be said of source 1, each read from the start on.</summary>
        private static void Enumerate(
            EncoderDecoder network, int[] said, int maxLength, List<(int[] Tokens, double LogProbability)> all)
        {
            if (said.Length == maxLength || (said.Length > 0 && said[said.Length - 1] == End))
            {
                var on = new CpuBackend();
                var state = network.Read(on, new[] { Sources[1] });
                var sum = 0.0;
                for (var t = 0; t < said.Length; t++)
                {
                    var heard = t == 0 ? Start : said[t - 1];
                    var logits = network.Step(on.OneHot(new[] { heard }, Tokens), state);
                    sum -= logits.CrossEntropy(new[] { said[t] }).Row(0)[0];
                }

                all.Add((said, sum));
                return;
            }

            for (var token = 0; token < Tokens; token++)
            {
                Enumerate(network, said.Append(token).ToArray(), maxLength, all);
            }
        }

        private static Hypothesis Best(BeamSearch search, EncoderDecoder network, int[] source)
        {
            search.Begin(new[] { Start }, network.Read(new CpuBackend(), new[] { source }));
            Finish(search);
            return search.Finished[0];
        }

        private static (string Tokens, double Score)[] Finish(BeamSearch search)
        {
            while (search.TryStep())
            {
            }

            return search.Finished.Select(one => (string.Join(" ", one.Tokens.ToArray()), one.Score)).ToArray();
        }
    }
}
