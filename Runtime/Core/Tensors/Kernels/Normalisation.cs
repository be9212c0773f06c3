#nullable enable
using System;
using System.Runtime.CompilerServices;

namespace RnnGen
{
    /// <summary>Rows with mean 0 and variance 1, and their slopes: see <see cref="Tensor.Normalise"/>.</summary>
    internal static unsafe class Normalisation
    {
        /// <summary>What is added to variances, so that a constant row becomes zeros.</summary>
        public const float Epsilon = 1e-5f;

        /// <summary>Computes y = (x - mean) / √(variance + ε) of each row.</summary>
        public static void Run(Width width, Block x, Block y)
        {
            for (var r = 0; r < x.Rows; r++)
            {
                var mean = Sums.Of(x.Span(r)) / x.Columns;
                var scale = ScaleOf(x.Span(r), mean);
                var function = new NormalMap((float)mean, (float)scale);
                var kernel = new MapKernel<NormalMap> { Function = function, X = x.One(r), Y = y.One(r) };
                Simd.Run(width, ref kernel);
            }
        }

        /// <summary>Adds dx = (dy - mean of dy - y · mean of y dy) / √(variance + ε).</summary>
        public static void AddSlopes(Block x, Block y, Block slopes, Block to)
        {
            for (var r = 0; r < x.Rows; r++)
            {
                float* dy = slopes.Row(r), dx = to.Row(r), result = y.Row(r);
                var scale = ScaleOf(x.Span(r), Sums.Of(x.Span(r)) / x.Columns);
                var mean = Sums.Of(slopes.Span(r)) / x.Columns;
                var along = (double)Sums.Dot(result, dy, x.Columns) / x.Columns;
                for (var i = 0; i < x.Columns; i++)
                {
                    dx[i] += (float)(scale * (dy[i] - mean - result[i] * along));
                }
            }
        }

        private static double ScaleOf(ReadOnlySpan<float> x, double mean)
        {
            var sum = 0.0;
            foreach (var value in x)
            {
                sum += (value - mean) * (value - mean);
            }

            return 1 / Math.Sqrt(sum / x.Length + Epsilon);
        }
    }

    /// <summary>(x - mean) · scale: the difference first, which is exact where x is near the mean.</summary>
    internal readonly struct NormalMap : IMap
    {
        private readonly float mean;
        private readonly float scale;

        public NormalMap(float mean, float scale)
        {
            this.mean = mean;
            this.scale = scale;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<L, V>(V x)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            return lanes.Multiply(lanes.Subtract(x, lanes.Fill(mean)), lanes.Fill(scale));
        }
    }
}
