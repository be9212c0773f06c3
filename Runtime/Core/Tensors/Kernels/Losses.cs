#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Losses of single rows.</summary>
    internal static unsafe class Losses
    {
        /// <summary>Computes -log softmax(x)[target]. Overwrites x.</summary>
        public static float CrossEntropy(Width width, Block x, int target)
        {
            var max = float.NegativeInfinity;
            foreach (var logit in x.Span(0))
            {
                max = Math.Max(max, logit);
            }

            var chosen = x.At[target] - max;
            var shift = new MapKernel<LineMap> { Function = new LineMap(1, -max), X = x, Y = x };
            Simd.Run(width, ref shift);
            var exp = new MapKernel<ExpMap> { X = x, Y = x };
            Simd.Run(width, ref exp);
            return (float)(Math.Log(Sum(x.Span(0))) - chosen);
        }

        /// <summary>Computes Σ max(x, 0) - x t + log(1 + e^-|x|).</summary>
        public static float Bernoulli(ReadOnlySpan<float> x, ReadOnlySpan<float> target)
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                double v = x[i];
                sum += Math.Max(v, 0) - v * target[i] + Math.Log(1 + Math.Exp(-Math.Abs(v)));
            }

            return (float)sum;
        }

        private static double Sum(ReadOnlySpan<float> x)
        {
            var sum = 0.0;
            foreach (var value in x)
            {
                sum += value;
            }

            return sum;
        }
    }
}
