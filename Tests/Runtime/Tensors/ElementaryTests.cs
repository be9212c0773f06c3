#nullable enable
using System;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>The functions of the platform as the oracle, within a few units in the last place.</summary>
    public sealed class ElementaryTests
    {
        [Test]
        public void Logarithms_and_exponentials_are_those_of_mathematics()
        {
            var rng = new Rng(1);
            for (var i = 0; i < 20_000; i++)
            {
                var x = 1400 * rng.Uniform() - 700;
                Same(Elementary.Exp(x), Math.Exp(x));
                Same(Elementary.Log(Math.Exp(x)), Math.Log(Math.Exp(x)));
                Same(Elementary.Log(1 + x / 10_000), Math.Log(1 + x / 10_000));
                var y = Math.Abs(x) / 100;
                Assert.That(Elementary.Pow(y, 0.65), Is.EqualTo(Math.Pow(y, 0.65)).Within(1e-12).Percent);
            }

            foreach (var x in new[] { double.Epsilon, 1e-310, 2.2250738585072014e-308, 1, double.MaxValue })
            {
                Same(Elementary.Log(x), Math.Log(x));
            }
        }

        [Test]
        public void Angles_are_those_of_mathematics()
        {
            var rng = new Rng(2);
            for (var i = 0; i < 20_000; i++)
            {
                var angle = 40 * rng.Uniform() - 20;
                Assert.That(Elementary.Sin(angle), Is.EqualTo(Math.Sin(angle)).Within(4e-16));
                Assert.That(Elementary.Cos(angle), Is.EqualTo(Math.Cos(angle)).Within(4e-16));
                var cosine = 2.0 * rng.Uniform() - 1;
                Same(Elementary.Acos(cosine), Math.Acos(cosine));
            }
        }

        [Test]
        public void Ends_are_as_everywhere()
        {
            Assert.That(Elementary.Log(0), Is.EqualTo(double.NegativeInfinity));
            Assert.That(Elementary.Log(1), Is.Zero);
            Assert.That(Elementary.Log(-1), Is.NaN);
            Assert.That(Elementary.Log(double.NaN), Is.NaN);
            Assert.That(Elementary.Log(double.PositiveInfinity), Is.EqualTo(double.PositiveInfinity));
            Assert.That(Elementary.Exp(0), Is.EqualTo(1));
            Assert.That(Elementary.Exp(double.NegativeInfinity), Is.Zero);
            Assert.That(Elementary.Exp(-800), Is.Zero);
            Assert.That(Elementary.Exp(800), Is.EqualTo(double.PositiveInfinity));
            Assert.That(Elementary.Exp(double.NaN), Is.NaN);
            Assert.That(Elementary.Acos(1), Is.Zero);
            Assert.That(Elementary.Acos(-1), Is.EqualTo(Math.PI));
            Assert.That(Elementary.Sin(0), Is.Zero);
            Assert.That(Elementary.Cos(0), Is.EqualTo(1));
        }

        /// <summary>The oracle is another machine, on which the same number came out.</summary>
        [Test]
        public void All_machines_get_the_same_bits()
        {
            var rng = new Rng(3);
            var hash = 14695981039346656037UL;
            for (var i = 0; i < 10_000; i++)
            {
                var x = rng.Uniform() * 20.0;
                foreach (var value in new[]
                {
                    Elementary.Log(x), Elementary.Exp(x), Elementary.Sin(x), Elementary.Cos(x),
                    Elementary.Acos(x / 20),
                })
                {
                    hash = unchecked((hash ^ (ulong)BitConverter.DoubleToInt64Bits(value)) * 1099511628211UL);
                }
            }

            Assert.That(hash, Is.EqualTo(13417424853128654205UL));
        }

        private static void Same(double found, double expected)
        {
            Assert.That(found, Is.EqualTo(expected).Within(4).Ulps);
        }
    }
}
