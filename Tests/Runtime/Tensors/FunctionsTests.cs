using System;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class FunctionsTests
    {
        private static readonly float[] Special =
        {
            0, -0f, 1e-40f, -1e-40f, 1e-20f, -1e-20f, 87, 88, 89, -86.9f, -87, -88, 1000, -1000,
            float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN,
        };

        // Bounds in units of the last place. Compared with Math in double precision.
        [Test]
        public void Exp_is_within_one_and_a_half_units()
        {
            Func<float, float> exp = x => Functions.Exp<Lanes32, float>(x);
            Assert.That(WorstUnits(-87, 88, x => x, exp, Math.Exp), Is.LessThan(1.5));
        }

        [Test]
        public void Sigmoid_is_within_three_units()
        {
            Func<float, float> sigmoid = x => Functions.Sigmoid<Lanes32, float>(x);
            Assert.That(WorstUnits(-86, 86, x => x, sigmoid, Plain.Sigmoid), Is.LessThan(3));
        }

        [Test]
        public void Tanh_is_within_three_units_even_near_zero()
        {
            Func<float, float> tanh = x => Functions.Tanh<Lanes32, float>(x);
            Assert.That(WorstUnits(-10, 10, x => x, tanh, Math.Tanh), Is.LessThan(3));
            Assert.That(WorstUnits(-80, 2, x => MathF.Exp(x), tanh, Math.Tanh), Is.LessThan(3));
        }

        [Test]
        public void Log_is_within_two_units_even_near_one()
        {
            Func<float, float> log = x => Functions.Log<Lanes32, float>(x);
            Assert.That(WorstUnits(-69, 88, x => MathF.Exp(x), log, Math.Log), Is.LessThan(2));
            Assert.That(WorstUnits(0.5f, 2, x => x, log, Math.Log), Is.LessThan(2));
            Assert.That(log(0), Is.EqualTo(MathF.Log(Functions.SmallestLog)).Within(1e-5));
            Assert.That(log(1), Is.Zero);
            Assert.That(log(float.NaN), Is.NaN);
        }

        [Test]
        public void Functions_saturate()
        {
            Assert.That(Functions.Tanh<Lanes32, float>(20), Is.EqualTo(1));
            Assert.That(Functions.Tanh<Lanes32, float>(float.PositiveInfinity), Is.EqualTo(1));
            Assert.That(Functions.Tanh<Lanes32, float>(float.NegativeInfinity), Is.EqualTo(-1));
            Assert.That(Functions.Sigmoid<Lanes32, float>(float.PositiveInfinity), Is.EqualTo(1));
            Assert.That(Functions.Sigmoid<Lanes32, float>(float.NegativeInfinity), Is.InRange(0, 1e-37));
            Assert.That(Functions.Exp<Lanes32, float>(float.NaN), Is.NaN);
        }

        [Test]
        public void Every_width_gives_the_bits_of_the_scalar_loop(
            [ValueSource(typeof(Widths), nameof(Widths.All))] int width)
        {
            Compare((Width)width, default(ExpMap));
            Compare((Width)width, default(SigmoidMap));
            Compare((Width)width, default(TanhMap));
            Compare((Width)width, default(LogMap));
        }

        private static void Compare<F>(Width width, F function)
            where F : struct, IMap
        {
            var rng = new Rng(1);
            var x = new float[100000];
            for (var i = 0; i < x.Length; i++)
            {
                x[i] = i < Special.Length ? Special[i] : 30 * rng.Normal();
            }

            Assert.That(Map(width, function, x).AsSpan().SequenceEqual(Map(Width.Scalar, function, x)));
        }

        private static unsafe int[] Map<F>(Width width, F function, float[] x)
            where F : struct, IMap
        {
            var y = new float[x.Length + 16];
            fixed (float* from = x, to = y)
            {
                var count = x.Length & -16;
                var kernel = new MapKernel<F>
                {
                    Function = function,
                    X = new Block(from, 1, count, count),
                    Y = new Block(to, 1, count, count),
                };
                Simd.Run(width, ref kernel);
            }

            return Plain.Bits(y);
        }

        private static double WorstUnits(
            float from,
            float to,
            Func<float, float> argument,
            Func<float, float> function,
            Func<double, double> exact)
        {
            var worst = 0.0;
            const int Steps = 300007;
            for (var i = 0; i <= Steps; i++)
            {
                var x = argument(from + (to - from) * i / Steps);
                var expected = exact(x);
                var unit = MathF.Abs((float)expected);
                unit = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(unit) + 1) - unit;
                worst = Math.Max(worst, Math.Abs(function(x) - expected) / unit);
            }

            // What is no number would be less than any bound.
            Assert.That(worst, Is.Not.NaN);
            TestContext.Out.WriteLine($"worst: {worst:F2} units in the last place");
            return worst;
        }
    }
}
