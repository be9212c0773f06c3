using System;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class RngTests
    {
        // From the state 1, 2, 3, 4, by the authors' C code; the tests of Rust's rand_xoshiro hold the same.
        private static readonly ulong[] Published =
        {
            11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600,
            16172922978634559625, 8476171486693032832, 10595114339597558777, 2904607092377533576,
        };

        [Test]
        public void Gives_the_published_numbers_of_xoshiro256starstar()
        {
            var rng = new Rng(0) { State = new RngState(1, 2, 3, 4) };
            foreach (var expected in Published)
            {
                Assert.That(rng.Next(), Is.EqualTo(expected));
            }
        }

        [Test]
        public void Is_seeded_by_the_published_numbers_of_splitmix64()
        {
            // The values that Rosetta Code lists for this seed.
            var state = new Rng(1234567).State;
            Assert.That(state.S0, Is.EqualTo(6457827717110365317));
            Assert.That(state.S1, Is.EqualTo(3203168211198807973));
            Assert.That(state.S2, Is.EqualTo(9817491932198370423));
            Assert.That(state.S3, Is.EqualTo(4593380528125082431));
        }

        [Test]
        public void Continues_from_a_saved_state()
        {
            var rng = new Rng(5);
            rng.Normal();
            var saved = rng.State;
            var first = new[] { rng.Normal(), rng.Uniform(), rng.Below(10) };
            rng.State = saved;
            Assert.That(new[] { rng.Normal(), rng.Uniform(), rng.Below(10) }, Is.EqualTo(first));
        }

        [Test]
        public void A_state_of_zeros_is_refused()
        {
            var rng = new Rng(5);
            var next = new Rng(5).Next();
            Assert.That(() => rng.State = default, Throws.ArgumentException);
            Assert.That(rng.Next(), Is.EqualTo(next));
        }

        // The words that the published equations turn into nothing but ones.
        [Test]
        public void The_greatest_of_all_numbers_has_a_finite_Gumbel_number()
        {
            var word = ulong.MaxValue * Inverse(9);
            var rng = new Rng(1) { State = new RngState(1, ((word >> 7) | (word << 57)) * Inverse(5), 3, 4) };
            Assert.That(new Rng(1) { State = rng.State }.Next(), Is.EqualTo(ulong.MaxValue));
            Assert.That(rng.Gumbel(), Is.EqualTo(53 * Math.Log(2)).Within(1e-6));

            // Of an odd number modulo 2^64, by Newton's iteration.
            static ulong Inverse(ulong odd)
            {
                var inverse = odd;
                for (var i = 0; i < 6; i++)
                {
                    inverse *= 2 - odd * inverse;
                }

                return inverse;
            }
        }

        [Test]
        public void Uniform_numbers_have_the_moments_of_their_distribution()
        {
            var rng = new Rng(6);
            double sum = 0, squares = 0, least = 1, largest = 0;
            const int Count = 1000000;
            for (var i = 0; i < Count; i++)
            {
                var x = rng.Uniform();
                least = Math.Min(least, x);
                largest = Math.Max(largest, x);
                sum += x;
                squares += x * x;
            }

            Assert.That(least, Is.InRange(0, 1e-4));
            Assert.That(largest, Is.GreaterThan(1 - 1e-4).And.LessThan(1));

            // Four standard errors: sqrt(1/12) and sqrt(4/45) over sqrt(Count).
            Assert.That(sum / Count, Is.EqualTo(0.5).Within(0.0012));
            Assert.That(squares / Count, Is.EqualTo(1 / 3.0).Within(0.0012));
        }

        [Test]
        public void Normal_numbers_have_the_moments_of_their_distribution()
        {
            var rng = new Rng(7);
            const int Count = 1000000;
            var moments = new double[5];
            for (var i = 0; i < Count; i++)
            {
                double x = rng.Normal();
                for (var power = 1; power <= 4; power++)
                {
                    moments[power] += Math.Pow(x, power) / Count;
                }
            }

            // Four standard errors: sqrt(1), sqrt(2), sqrt(15), sqrt(96) over sqrt(Count).
            Assert.That(moments[1], Is.EqualTo(0).Within(0.004));
            Assert.That(moments[2], Is.EqualTo(1).Within(0.0057));
            Assert.That(moments[3], Is.EqualTo(0).Within(0.0155));
            Assert.That(moments[4], Is.EqualTo(3).Within(0.0392));
        }

        [Test]
        public void Gumbel_numbers_have_the_distribution_of_their_definition()
        {
            var rng = new Rng(10);
            const int Count = 1000000;
            double sum = 0, squares = 0;
            var below = new int[3];
            for (var i = 0; i < Count; i++)
            {
                var x = rng.Gumbel();
                sum += x;
                squares += x * x;
                for (var k = 0; k < below.Length; k++)
                {
                    below[k] += x < 2 * k - 1 ? 1 : 0;
                }
            }

            // Four standard errors. The mean is Euler's constant, the variance π² / 6.
            var mean = sum / Count;
            Assert.That(mean, Is.EqualTo(0.5772157).Within(0.0052));
            Assert.That(squares / Count - mean * mean, Is.EqualTo(Math.PI * Math.PI / 6).Within(0.014));
            for (var k = 0; k < below.Length; k++)
            {
                var expected = Math.Exp(-Math.Exp(1 - 2 * k));
                Assert.That(below[k] / (double)Count, Is.EqualTo(expected).Within(0.002));
            }
        }

        [TestCase(1)]
        [TestCase(2)]
        [TestCase(7)]
        [TestCase(388)]
        public void Integers_are_equally_likely(int n)
        {
            var rng = new Rng(8);
            var counts = new int[n];
            var each = 1000000 / n;
            for (var i = 0; i < n * each; i++)
            {
                counts[rng.Below(n)]++;
            }

            // Chi-squared has n - 1 degrees of freedom: mean n - 1, variance 2 (n - 1).
            var chi = 0.0;
            foreach (var count in counts)
            {
                chi += (double)(count - each) * (count - each) / each;
            }

            Assert.That(chi, Is.LessThanOrEqualTo(n - 1 + 5 * Math.Sqrt(2 * (n - 1))));
        }

        [Test]
        public void Integers_reach_the_largest_bound()
        {
            var rng = new Rng(9);
            var sum = 0.0;
            for (var i = 0; i < 10000; i++)
            {
                sum += rng.Below(int.MaxValue);
            }

            Assert.That(sum / 10000 / int.MaxValue, Is.EqualTo(0.5).Within(0.012));
            Assert.That(() => rng.Below(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        }
    }
}
