#nullable enable
using System;

namespace RnnGen
{
    /// <summary>DRAW's filters and their slopes: see <see cref="Tensor.FilterBank"/>.</summary>
    internal static unsafe class FilterBanks
    {
        // The nearest pixel has 1 before filters are scaled to a sum of 1, so that what is smaller than this would
        // change no digit of what is read or written; kept, its products with others would be denormal, and those
        // cost a processor a hundred times as much.
        private const float Least = 1e-12f;

        /// <summary>Computes count filters of a number of pixels in each row.</summary>
        public static void Run(
            Width width, Block attention, int axis, int count, int longest, bool wraps, Block filters)
        {
            var size = filters.Columns / count;
            for (var r = 0; r < filters.Rows; r++)
            {
                var grid = new FilterGrid(attention.Row(r), axis, count, size, longest, wraps);
                for (var i = 0; i < count; i++)
                {
                    WriteExponents(grid, i, filters.Span(r).Slice(i * size, size));
                }
            }

            var exp = new MapKernel<ExpMap> { X = filters, Y = filters };
            Simd.Run(width, ref exp);
            for (var r = 0; r < filters.Rows; r++)
            {
                for (var i = 0; i < count; i++)
                {
                    Normalise(filters.Span(r).Slice(i * size, size));
                }
            }
        }

        /// <summary>Adds to the slopes of [g̃x g̃y log σ² log δ̃] those that come through filters.</summary>
        public static void AddSlopes(
            Block attention, int axis, int count, int longest, bool wraps, Block filters, Block slopes, Block to)
        {
            var size = filters.Columns / count;
            for (var r = 0; r < filters.Rows; r++)
            {
                var grid = new FilterGrid(attention.Row(r), axis, count, size, longest, wraps);
                float centre = 0, stride = 0, sharpness = 0;
                for (var i = 0; i < count; i++)
                {
                    var at = i * size;
                    Moments(
                        grid, i, filters.Span(r).Slice(at, size), slopes.Span(r).Slice(at, size),
                        out var first, out var second);
                    var move = 2 * grid.Sharpness * first;
                    centre += move;
                    stride += grid.OffsetOf(i) * move;
                    sharpness += grid.Sharpness * second;
                }

                var sum = to.Row(r);
                sum[axis] += (size + 1) * 0.5f * centre;
                sum[2] += sharpness;
                sum[3] += stride * grid.Stride;
            }
        }

        /// <summary>
        /// Writes -(a - μ)² / 2 σ², plus what makes it 0 at the nearest pixel n, so that the sum of the
        /// exponentials is never 0: a difference of squares, which keeps its digits far outside as
        /// -(a - n) (a - μ + n - μ) / 2 σ².
        /// </summary>
        private static void WriteExponents(FilterGrid grid, int filter, Span<float> to)
        {
            var centre = grid.CentreOf(filter);
            var nearest = grid.NearestTo(centre);
            for (var i = 0; i < to.Length; i++)
            {
                var a = grid.CopyOf(i, centre);
                var sum = (float)(a - centre) + (float)(nearest - centre);
                to[i] = (float)((nearest - a) * sum) * grid.Sharpness;
            }
        }

        private static void Normalise(Span<float> filter)
        {
            var factor = (float)(1 / Sums.Of(filter));
            for (var a = 0; a < filter.Length; a++)
            {
                filter[a] = filter[a] < Least ? 0 : filter[a] * factor;
            }
        }

        /// <summary>Σ q (g - Σ q g) d, and the same with d², where d is the distance to the centre.</summary>
        private static void Moments(
            FilterGrid grid, int filter, ReadOnlySpan<float> q, ReadOnlySpan<float> g,
            out float first, out float second)
        {
            var centre = grid.CentreOf(filter);
            var mean = 0f;
            for (var a = 0; a < q.Length; a++)
            {
                mean += q[a] * g[a];
            }

            first = 0;
            second = 0;
            for (var a = 0; a < q.Length; a++)
            {
                var d = grid.CopyOf(a, centre) - centre;
                var e = q[a] * (g[a] - mean) * d;
                first += e;
                second += e * d;
            }
        }
    }
}
