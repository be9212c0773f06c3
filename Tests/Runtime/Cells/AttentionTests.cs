using System;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>Where attention looks, against loops in double precision and against what must not matter.</summary>
    public sealed class AttentionTests
    {
        private const int Query = 5;
        private const int Width = 7;
        private const int Size = 6;
        private const int Positions = 4;

        private readonly ParameterSet parameters = new ParameterSet(1);
        private readonly CpuBackend on = new CpuBackend();
        private readonly Attention[] all;

        public AttentionTests()
        {
            all = new Attention[]
            {
                new AdditiveAttention(parameters, "additive", Query, Width, Size),
                new MultiplicativeAttention(parameters, "general", Query, Width),
                new MultiplicativeAttention(Width),
            };
            Plain.Scatter(parameters, 2);
        }

        [Test]
        public void Additive_scores_follow_their_equation()
        {
            var p = parameters;
            float[] query = Random(1, Query), annotations = Random(2, Positions * Width);
            var expected = Enumerable.Range(0, Positions).Select(j =>
            {
                var h = Doubles(annotations).Skip(j * Width).Take(Width).ToArray();
                var units = Plain.Affine(Plain.Affine(Plain.Row(p[2]), Doubles(query), p[0]), h, p[1]);
                return units.Select((unit, i) => Math.Tanh(unit) * p[3].Row(0)[i]).Sum();
            });
            Compare(Scores(all[0], query, annotations), expected.ToArray());
        }

        [Test]
        public void General_scores_follow_their_equation()
        {
            float[] query = Random(1, Query), annotations = Random(2, Positions * Width);
            var expected = Enumerable.Range(0, Positions).Select(j =>
            {
                var h = Doubles(annotations).Skip(j * Width).Take(Width).ToArray();
                return Plain.Affine(null, h, parameters[4]).Select((key, i) => key * query[i]).Sum();
            });
            Compare(Scores(all[1], query, annotations), expected.ToArray());
        }

        [Test]
        public void Dot_products_give_the_shares_that_are_known()
        {
            var annotations = new float[3 * Width];
            var query = new float[Width];
            for (var j = 0; j < 3; j++)
            {
                annotations[j * Width + j] = 1;
                query[j] = MathF.Log(j + 2);
            }

            // e^log 2, e^log 3 and e^log 4 are 2, 3 and 4 parts of 9.
            var weights = Weigh(all[2], query, annotations, 3);
            Compare(weights, new[] { 2 / 9.0, 3 / 9.0, 4 / 9.0 });
            Compare(Weigh(all[2], query, annotations, 2), new[] { 2 / 5.0, 3 / 5.0, 0 });
        }

        [Test]
        public void Additive_attention_is_uniform_before_it_has_learned()
        {
            var attention = new AdditiveAttention(new ParameterSet(1), "a", Query, Width, Size);
            var weights = Weigh(attention, Random(1, Query), Random(2, Positions * Width), 3);
            Compare(weights, new[] { 1 / 3.0, 1 / 3.0, 1 / 3.0, 0 });
        }

        [Test]
        public void Shares_sum_to_1_and_padding_has_none([Values(0, 1, 2)] int which, [Values(1, 2, 3)] int length)
        {
            var weights = Weigh(all[which], Random(1, QueryOf(which), 9), Random(2, Positions * Width, 9), length);
            Assert.That(weights.Sum(), Is.EqualTo(1).Within(1e-6));
            Assert.That(weights.Skip(length), Is.All.EqualTo(0));
        }

        [Test]
        public void What_padding_holds_changes_nothing([Values(0, 1, 2)] int which)
        {
            float[] query = Random(1, QueryOf(which)), annotations = Random(2, Positions * Width);
            var expected = Weigh(all[which], query, annotations, 2);
            Random(3, 2 * Width, 1000).CopyTo(annotations, 2 * Width);
            Assert.That(Plain.Bits(Weigh(all[which], query, annotations, 2)), Is.EqualTo(Plain.Bits(expected)));
            Compare(Weigh(all[which], query, annotations.Take(2 * Width).ToArray(), 2),
                expected.Take(2).Select(weight => (double)weight).ToArray());
        }

        [Test]
        public void Permuted_annotations_give_permuted_shares([Values(0, 1, 2)] int which)
        {
            float[] query = Random(1, QueryOf(which)), annotations = Random(2, Positions * Width);
            var weights = Weigh(all[which], query, annotations, Positions);
            int[] order = { 2, 0, 3, 1 };
            var permuted = order.SelectMany(j => annotations.Skip(j * Width).Take(Width)).ToArray();
            Compare(
                Weigh(all[which], query, permuted, Positions),
                order.Select(j => (double)weights[j]).ToArray());
        }

        [Test]
        public void Annotations_lie_in_the_order_of_steps([Values(1, 2, 3, 7)] int steps)
        {
            var outputs = Enumerable.Range(0, steps)
                .Select(t => on.From(Random((ulong)t, 2 * Width), 2, Width)).ToArray();
            var annotations = Attention.Annotate(outputs);
            for (var t = 0; t < steps; t++)
            {
                Assert.That(
                    annotations.Row(1).Slice(t * Width, Width).ToArray(), Is.EqualTo(outputs[t].Row(1).ToArray()));
            }
        }

        private int QueryOf(int which) => which == 2 ? Width : Query;

        private float[] Scores(Attention attention, float[] query, float[] annotations)
        {
            return attention.Scores(on.From(query, 1, query.Length), Keys(attention, annotations)).Row(0).ToArray();
        }

        private float[] Weigh(Attention attention, float[] query, float[] annotations, int length)
        {
            var positions = annotations.Length / Width;
            var ones = Enumerable.Range(0, positions).Select(j => j < length ? 1f : 0).ToArray();
            var mask = on.From(ones, 1, positions);
            var asked = on.From(query, 1, query.Length);
            return attention.Weigh(asked, Keys(attention, annotations), mask).Row(0).ToArray();
        }

        private Tensor Keys(Attention attention, float[] annotations)
        {
            var positions = annotations.Length / Width;
            var keys = attention.Keys(on.From(annotations, positions, Width));
            return keys.Reshape(positions * attention.KeySize);
        }

        private static float[] Random(ulong seed, int count, float range = 1)
        {
            return Plain.Random(new Rng(seed), count, range);
        }

        private static double[] Doubles(float[] values) => Array.ConvertAll(values, value => (double)value);

        private static void Compare(float[] actual, double[] expected)
        {
            Assert.That(actual.Select(value => (double)value), Is.EqualTo(expected).Within(1e-6));
        }
    }
}
