#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class SamplerTests
    {
        private const int Draws = 100_000;

        [TestCase(1f, 0, 1f, 0f)]
        [TestCase(0.5f, 0, 1f, 0f)]
        [TestCase(2f, 0, 1f, 0f)]
        [TestCase(1f, 5, 1f, 0f)]
        [TestCase(1f, 0, 0.8f, 0f)]
        [TestCase(0.7f, 9, 0.9f, 0f)]
        [TestCase(1f, 0, 1f, 0.1f)]
        [TestCase(1.5f, 12, 0.95f, 0.05f)]
        public void Frequencies_fit_the_softmax_by_chi_square(
            float temperature, int topK, float topP, float minP)
        {
            var logits = Logits(24, 7);
            logits[3] = float.NegativeInfinity;
            var expected = Probabilities(logits, temperature, topK, topP, minP);
            var sampler = New(temperature, topK, topP, logits.Length, minP);
            var rng = new Rng(11);
            var counts = new int[logits.Length];
            for (var i = 0; i < Draws; i++)
            {
                counts[sampler.Next(logits, rng)]++;
            }

            Assert.That(Fit.Deviations(counts, expected), Is.LessThan(3.1));
            Assert.That(counts.Where((_, i) => expected[i] == 0), Is.All.Zero);
        }

        [Test]
        public void Tokens_heard_are_penalised_before_all_else_as_Keskar_et_al_write(
            [Values(0.8f, 1.3f)] float penalty, [Values] bool narrowed)
        {
            var logits = Logits(24, 8);
            var heard = new[] { 2, 3, 5, 7, 11, 13, 5, 5 };
            var options = new SamplerOptions { RepetitionPenalty = penalty, Temperature = 1.2f };
            (options.TopK, options.TopP, options.MinP) = narrowed ? (15, 0.9f, 0.05f) : (0, 1f, 0f);
            var sampler = new Sampler(options, logits.Length);
            Array.ForEach(heard, sampler.Hear);

            var penalised = logits.Select((x, i) => !heard.Contains(i) ? x : x > 0 ? x / penalty : x * penalty);
            var expected = Probabilities(
                penalised.ToArray(), options.Temperature, options.TopK, options.TopP, options.MinP);
            var rng = new Rng(12);
            var counts = new int[logits.Length];
            for (var i = 0; i < Draws; i++)
            {
                counts[sampler.Next(logits, rng)]++;
            }

            Assert.That(Fit.Deviations(counts, expected), Is.LessThan(3.1));
            Assert.That(counts.Where((_, i) => expected[i] == 0), Is.All.Zero);
        }

        [Test]
        public void A_token_is_penalised_until_as_many_as_the_memory_came_after_it()
        {
            var logits = new[] { 1f, 0.8f, -9f };
            var sampler = new Sampler(new SamplerOptions { Temperature = 0, RepetitionPenalty = 2 }, 3);
            Assert.That(sampler.Next(logits, new Rng(1)), Is.EqualTo(0));
            sampler.Hear(0);
            for (var i = 0; i < Sampler.Memory; i++)
            {
                Assert.That(sampler.Next(logits, new Rng(1)), Is.EqualTo(1), $"{i} tokens later");
                sampler.Hear(2);
            }

            Assert.That(sampler.Next(logits, new Rng(1)), Is.EqualTo(0));
            sampler.Hear(0);
            sampler.Forget();
            Assert.That(sampler.Next(logits, new Rng(1)), Is.EqualTo(0));
        }

        [Test]
        public void The_only_legal_token_stays_legal_whatever_the_penalty()
        {
            var logits = new[] { float.NegativeInfinity, -3e38f, float.NaN };
            var sampler = new Sampler(new SamplerOptions { RepetitionPenalty = 100 }, 3);
            sampler.Hear(0);
            sampler.Hear(1);

            Assert.That(sampler.Next(logits, new Rng(1)), Is.EqualTo(1));
        }

        [Test]
        public void The_sets_of_top_k_top_p_and_min_p_are_those_of_sorting()
        {
            var rng = new Rng(5);
            for (var round = 0; round < 300; round++)
            {
                var logits = Logits(1 + rng.Below(6), (ulong)round);
                var topK = rng.Below(8);
                var topP = 0.05f + 0.95f * rng.Uniform();
                var minP = rng.Below(2) * 0.5f * rng.Uniform();
                var expected = Probabilities(logits, 1, topK, topP, minP);
                var sampler = New(1, topK, topP, logits.Length, minP);
                var seen = new HashSet<int>();
                for (var i = 0; i < 3000; i++)
                {
                    seen.Add(sampler.Next(logits, rng));
                }

                var likely = Enumerable.Range(0, logits.Length).Where(i => expected[i] > 0.01);
                Assert.That(seen, Is.SupersetOf(likely));
                Assert.That(seen.All(i => expected[i] > 0), Is.True);
            }
        }

        [TestCase(0f)]
        [TestCase(1e-6f)]
        [TestCase(float.Epsilon)]
        public void No_temperature_takes_the_likeliest(float temperature)
        {
            for (ulong seed = 0; seed < 200; seed++)
            {
                var logits = Logits(50, seed);
                var sampler = New(temperature, 0, 1, logits.Length);
                var likeliest = Array.IndexOf(logits, logits.Max());
                Assert.That(sampler.Next(logits, new Rng(seed)), Is.EqualTo(likeliest));
            }
        }

        [Test]
        public void Only_one_legal_token_is_the_choice_of_all_options()
        {
            var logits = Enumerable.Repeat(float.NegativeInfinity, 300).ToArray();
            logits[123] = -80;
            logits[124] = float.NaN;
            foreach (var temperature in new[] { 0f, 0.01f, 1f, 100f })
            {
                foreach (var topK in new[] { 0, 1, 400 })
                {
                    foreach (var topP in new[] { 0.001f, 1f })
                    {
                        var sampler = New(temperature, topK, topP, logits.Length);
                        Assert.That(sampler.Next(logits, new Rng(9)), Is.EqualTo(123));
                    }
                }
            }
        }

        [Test]
        public void Huge_logits_do_not_overflow()
        {
            var logits = new[] { 3e38f, 3e38f, -3e38f };
            var sampler = New(0.1f, 0, 1, 3);
            var rng = new Rng(1);
            var seen = Enumerable.Range(0, 100).Select(_ => sampler.Next(logits, rng)).Distinct();

            Assert.That(seen, Is.EquivalentTo(new[] { 0, 1 }));
        }

        [Test]
        public void Nothing_is_allocated()
        {
            var logits = Logits(388, 1);
            var options = new SamplerOptions
            {
                Temperature = 0.9f,
                TopK = 40,
                TopP = 0.95f,
                MinP = 0.01f,
                RepetitionPenalty = 1.1f,
            };
            var sampler = new Sampler(options, logits.Length);
            var rng = new Rng(1);
            var least = Allocations.Of(() =>
            {
                for (var i = 0; i < 1000; i++)
                {
                    sampler.Hear(sampler.Next(logits, rng));
                }
            });

            Assert.That(least, Is.Zero);
        }

        [Test]
        public void What_are_no_tokens_is_refused()
        {
            var sampler = new Sampler(new SamplerOptions { RepetitionPenalty = 2, Temperature = 0 }, 3);
            Assert.That(() => sampler.Next(new float[4], new Rng(1)), Throws.ArgumentException);
            Assert.That(() => sampler.Next(new float[2], new Rng(1)), Throws.ArgumentException);
            Assert.That(() => sampler.Hear(3), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => sampler.Hear(-1), Throws.TypeOf<ArgumentOutOfRangeException>());
            sampler.Hear(0);
            Assert.That(sampler.Next(new[] { 3f, 2f, 1f }, new Rng(1)), Is.EqualTo(1));
        }

        [Test]
        public void Options_out_of_range_are_refused()
        {
            var options = new SamplerOptions();

            Assert.That(() => options.Temperature = -1, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => options.Temperature = float.NaN, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => options.TopK = -1, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => options.TopP = 0, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => options.TopP = 1.5f, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => options.MinP = -0.1f, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => options.MinP = float.NaN, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => options.RepetitionPenalty = 0, Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(
                () => options.RepetitionPenalty = float.PositiveInfinity,
                Throws.TypeOf<ArgumentOutOfRangeException>());
        }

        private static Sampler New(float temperature, int topK, float topP, int count, float minP = 0)
        {
            var options = new SamplerOptions
            {
                Temperature = temperature,
                TopK = topK,
                TopP = topP,
                MinP = minP,
            };
            return new Sampler(options, count);
        }

        private static float[] Logits(int count, ulong seed)
        {
            var rng = new Rng(seed);
            return Enumerable.Range(0, count).Select(_ => 2 * rng.Normal()).ToArray();
        }

        // The definition, in double precision and by sorting.
        private static double[] Probabilities(
            float[] logits, float temperature, int topK, float topP, float minP)
        {
            var weights = logits.Select(logit => Math.Exp(logit / (double)temperature)).ToArray();
            var order = Enumerable.Range(0, logits.Length).OrderByDescending(i => weights[i]).ToArray();
            var kept = order.Take(topK == 0 ? logits.Length : topK).Where(i => weights[i] > 0).ToArray();
            var mass = kept.Sum(i => weights[i]);
            var nucleus = new List<int>();
            foreach (var i in kept)
            {
                if (nucleus.Sum(j => weights[j]) < topP * mass)
                {
                    nucleus.Add(i);
                }
            }

            nucleus.RemoveAll(i => weights[i] < minP * weights[order[0]]);
            var sum = nucleus.Sum(i => weights[i]);
            return logits.Select((_, i) => nucleus.Contains(i) ? weights[i] / sum : 0).ToArray();
        }
    }
}
