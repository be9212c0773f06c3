#nullable enable
using System.Runtime.CompilerServices;

namespace RnnGen
{
    /// <content>Many rows.</content>
    internal unsafe partial struct LinearKernel<A>
    {
        private void RunStrips<S, L, V>()
            where S : struct, IStrip<S>
            where L : struct, ILanes<V>
            where V : struct
        {
            for (var j = 0; j < Y.Columns; j += default(S).Columns)
            {
                RunStrip<S, L, V>(j);
            }
        }

        /// <summary>All rows of a strip, two at least, in tiles of about the same height.</summary>
        private void RunStrip<S, L, V>(int j)
            where S : struct, IStrip<S>
            where L : struct, ILanes<V>
            where V : struct
        {
            const int Most = 6;
            int rows;
            for (int r = 0, tile = 0; r < Y.Rows; r += rows, tile++)
            {
                var left = Y.Rows - r;
                var tiles = (left + Most - 1) / Most;
                rows = (left + tiles - 1) / tiles;
                switch (rows)
                {
                    case 2:
                        RunTile<Two, S, L, V>(r, j, tile);
                        break;
                    case 3:
                        RunTile<Three, S, L, V>(r, j, tile);
                        break;
                    case 4:
                        RunTile<Four, S, L, V>(r, j, tile);
                        break;
                    case 5:
                        RunTile<Five, S, L, V>(r, j, tile);
                        break;
                    default:
                        RunTile<Six, S, L, V>(r, j, tile);
                        break;
                }
            }
        }

        /// <summary>A few rows, whose sums stay in registers while each weight is read once.</summary>
        /// <remarks>
        /// Meanwhile some lines of the next panel are asked for, other ones by each tile: coming from memory only
        /// when they are used, they would take a fifth longer.
        /// </remarks>
        [MethodImpl(Simd.Optimize)]
        private void RunTile<N, S, L, V>(int r, int j, int tile)
            where N : struct, IRowCount
            where S : struct, IStrip<S>
            where L : struct, ILanes<V>
            where V : struct
        {
            var rows = default(N).Rows;
            var panel = default(Quad<L, V>).Columns;
            var column = j % panel;
            var line = tile * (panel / default(S).Columns) * Simd.Line % (2 * panel);
            var y0 = Begin<S, L, V>(r, j);
            var y1 = Begin<S, L, V>(r + 1, j);
            var y2 = rows > 2 ? Begin<S, L, V>(r + 2, j) : default;
            var y3 = rows > 3 ? Begin<S, L, V>(r + 3, j) : default;
            var y4 = rows > 4 ? Begin<S, L, V>(r + 4, j) : default;
            var y5 = rows > 5 ? Begin<S, L, V>(r + 5, j) : default;
            for (var i = 0; i < 2; i++)
            {
                var factors = i == 0 ? First : Second;
                float* x0 = factors.X + (long)r * factors.Stride, x1 = x0 + factors.Stride;
                float* x2 = x1 + factors.Stride, x3 = x2 + factors.Stride;
                float* x4 = x3 + factors.Stride, x5 = x4 + factors.Stride;
                var w = factors.Panels + (long)(j - column) * factors.Inputs + column;
                var ahead = (long)panel * factors.Inputs + line;

                // Two inputs a turn, in order: the loop itself costs a tenth where a core is shared.
                long k = 0, last = factors.Inputs - 1;
                for (; k < last; k += 2, w += 2 * panel)
                {
                    default(L).Prefetch(w + ahead);
                    Add<N, S>(w, k, x0, x1, x2, x3, x4, x5, ref y0, ref y1, ref y2, ref y3, ref y4, ref y5);
                    Add<N, S>(w + panel, k + 1, x0, x1, x2, x3, x4, x5, ref y0, ref y1, ref y2, ref y3, ref y4, ref y5);
                }

                if (k == last)
                {
                    Add<N, S>(w, k, x0, x1, x2, x3, x4, x5, ref y0, ref y1, ref y2, ref y3, ref y4, ref y5);
                }
            }

            y0.Store(Y.Row(r) + j);
            y1.Store(Y.Row(r + 1) + j);
            if (rows > 2)
            {
                y2.Store(Y.Row(r + 2) + j);
            }

            if (rows > 3)
            {
                y3.Store(Y.Row(r + 3) + j);
            }

            if (rows > 4)
            {
                y4.Store(Y.Row(r + 4) + j);
            }

            if (rows > 5)
            {
                y5.Store(Y.Row(r + 5) + j);
            }
        }

        /// <summary>Adds what one input gives to each row.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Add<N, S>(
            float* w, long k, float* x0, float* x1, float* x2, float* x3, float* x4, float* x5,
            ref S y0, ref S y1, ref S y2, ref S y3, ref S y4, ref S y5)
            where N : struct, IRowCount
            where S : struct, IStrip<S>
        {
            var rows = default(N).Rows;
            var weights = default(S).Load(w);
            y0.Add<A>(weights, x0[k]);
            y1.Add<A>(weights, x1[k]);
            if (rows > 2)
            {
                y2.Add<A>(weights, x2[k]);
            }

            if (rows > 3)
            {
                y3.Add<A>(weights, x3[k]);
            }

            if (rows > 4)
            {
                y4.Add<A>(weights, x4[k]);
            }

            if (rows > 5)
            {
                y5.Add<A>(weights, x5[k]);
            }
        }
    }
}
