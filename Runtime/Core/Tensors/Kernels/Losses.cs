#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Softmax, and losses of rows.</summary>
    internal static unsafe class Losses
    {
        /// <summary>Computes softmax(x) of each row. Y may be x.</summary>
        public static void Softmax(Width width, Block x, Block y)
        {
            for (var r = 0; r < x.Rows; r++)
            {
                Softmax(width, x.One(r), y.One(r), out _, out _);
            }
        }

        /// <summary>
        /// Computes -log softmax(x)[target] of each row, and softmax(x). Y may be x, or one row for all.
        /// </summary>
        public static void CrossEntropy(Width width, Block x, ReadOnlySpan<int> targets, Block y, Block loss)
        {
            for (var r = 0; r < x.Rows; r++)
            {
                var target = targets[r];
                if (target >= x.Columns)
                {
                    throw new ArgumentOutOfRangeException(
                        nameof(targets), $"There are {x.Columns} logits, but the target is {target}.");
                }

                var chosen = target < 0 ? 0 : x.Row(r)[target];
                Softmax(width, x.One(r), y.One(y.Rows == 1 ? 0 : r), out var max, out var sum);
                *loss.Row(r) = target < 0 ? 0 : (float)(Elementary.Log(sum) - (chosen - max));
            }
        }

        /// <summary>Computes Σ max(x, 0) - x t + log(1 + e^-|x|) of each row.</summary>
        public static void Bernoulli(Width width, Block x, Block target, Block scratch, Block loss)
        {
            for (var r = 0; r < x.Rows; r++)
            {
                float* logits = x.Row(r), t = target.Row(r), e = scratch.At;
                for (var i = 0; i < x.Columns; i++)
                {
                    e[i] = -Math.Abs(logits[i]);
                }

                var exp = new MapKernel<ExpMap> { X = scratch, Y = scratch };
                Simd.Run(width, ref exp);
                *loss.Row(r) = (float)Bernoulli(logits, t, e, x.Columns);
            }
        }

        private static void Softmax(Width width, Block x, Block y, out float max, out double sum)
        {
            max = Sums.Max(x.Span(0));
            var shift = new MapKernel<LineMap> { Function = new LineMap(1, -max), X = x, Y = y };
            Simd.Run(width, ref shift);
            var exp = new MapKernel<ExpMap> { X = y, Y = y };
            Simd.Run(width, ref exp);
            sum = Sums.Of(y.Span(0));
            var scale = new MapKernel<LineMap> { Function = new LineMap((float)(1 / sum), 0), X = y, Y = y };
            Simd.Run(width, ref scale);
        }

        /// <summary>One row, where e is e^-|x|.</summary>
        private static double Bernoulli(float* x, float* target, float* e, int count)
        {
            // A product of factors in (1, 2] costs one logarithm in place of many.
            const int Factors = 512;
            double sum = 0, product = 1;
            for (var i = 0; i < count; i++)
            {
                sum += Math.Max(x[i], 0) - (double)x[i] * target[i];
                product *= 1 + (double)e[i];
                if (i % Factors == Factors - 1)
                {
                    sum += Elementary.Log(product);
                    product = 1;
                }
            }

            return sum + Elementary.Log(product);
        }
    }
}
