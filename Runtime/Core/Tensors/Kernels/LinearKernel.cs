#nullable enable
using System.Runtime.CompilerServices;

namespace RnnGen
{
    /// <summary>Y = Start + X W, where W lies in panels and Start may be missing.</summary>
    /// <remarks>
    /// Each output is one chain of additions: where it starts, then the inputs in order; multiply, then add,
    /// never fused. So a row gets the same bits alone and among others, at every vector width, and a second
    /// product goes on where the first one ended.
    /// </remarks>
    internal unsafe struct LinearKernel : IKernel
    {
        /// <summary>The number of vectors in a panel of weights.</summary>
        public const int PanelVectors = 4;

        private const int TileRows = 4;

        /// <summary>What the outputs start from; null is zeros. May be Y itself.</summary>
        public float* Start;

        /// <summary>The distance between the rows of Start, 0 where all start from one.</summary>
        public int StartStride;

        /// <summary>The inputs.</summary>
        public Block X;

        /// <summary>The panels of W: see <see cref="RnnGen.Panels"/>.</summary>
        public float* Panels;

        /// <summary>The results. Whole panels are written.</summary>
        public Block Y;

        public void Run<L, V>()
            where L : struct, ILanes<V>
            where V : struct
        {
            if (Y.Rows == 1)
            {
                // The whole matrix is one stream of memory, which is what limits the speed.
                RunRow<L, V>(0, 0, Y.Columns);
                return;
            }

            var panel = PanelVectors * default(L).Count;
            for (var j = 0; j < Y.Columns; j += panel)
            {
                var r = 0;
                for (; r + TileRows <= Y.Rows; r += TileRows)
                {
                    RunTile<L, V>(r, j, 0);
                    RunTile<L, V>(r, j, panel / 2);
                }

                for (; r < Y.Rows; r++)
                {
                    RunRow<L, V>(r, j, j + panel);
                }
            }
        }

        /// <summary>One row, and the panels between two columns.</summary>
        [MethodImpl(Simd.Optimize)]
        private void RunRow<L, V>(int r, int from, int to)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            var n = lanes.Count;
            var w = Panels + (long)from * X.Columns;
            for (var j = from; j < to; j += PanelVectors * n)
            {
                var y0 = First<L, V>(r, j);
                var y1 = First<L, V>(r, j + n);
                var y2 = First<L, V>(r, j + 2 * n);
                var y3 = First<L, V>(r, j + 3 * n);
                var x = X.Row(r);
                var k = X.Columns;

                // Two inputs a turn: with one, the stream is 10 % slower.
                for (; k >= 2; k -= 2, x += 2, w += 2 * PanelVectors * n)
                {
                    var even = lanes.Fill(x[0]);
                    var odd = lanes.Fill(x[1]);
                    y0 = lanes.Add(y0, lanes.Multiply(lanes.Load(w), even));
                    y1 = lanes.Add(y1, lanes.Multiply(lanes.Load(w + n), even));
                    y2 = lanes.Add(y2, lanes.Multiply(lanes.Load(w + 2 * n), even));
                    y3 = lanes.Add(y3, lanes.Multiply(lanes.Load(w + 3 * n), even));
                    y0 = lanes.Add(y0, lanes.Multiply(lanes.Load(w + 4 * n), odd));
                    y1 = lanes.Add(y1, lanes.Multiply(lanes.Load(w + 5 * n), odd));
                    y2 = lanes.Add(y2, lanes.Multiply(lanes.Load(w + 6 * n), odd));
                    y3 = lanes.Add(y3, lanes.Multiply(lanes.Load(w + 7 * n), odd));
                }

                if (k > 0)
                {
                    var last = lanes.Fill(x[0]);
                    y0 = lanes.Add(y0, lanes.Multiply(lanes.Load(w), last));
                    y1 = lanes.Add(y1, lanes.Multiply(lanes.Load(w + n), last));
                    y2 = lanes.Add(y2, lanes.Multiply(lanes.Load(w + 2 * n), last));
                    y3 = lanes.Add(y3, lanes.Multiply(lanes.Load(w + 3 * n), last));
                    w += PanelVectors * n;
                }

                Store<L, V>(y0, y1, r, j);
                Store<L, V>(y2, y3, r, j + 2 * n);
            }
        }

        /// <summary>Four rows, and half a panel: what fits into 16 registers.</summary>
        [MethodImpl(Simd.Optimize)]
        private void RunTile<L, V>(int r, int panel, int half)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            var n = lanes.Count;
            var j = panel + half;
            V a0 = First<L, V>(r, j), a1 = First<L, V>(r, j + n);
            V b0 = First<L, V>(r + 1, j), b1 = First<L, V>(r + 1, j + n);
            V c0 = First<L, V>(r + 2, j), c1 = First<L, V>(r + 2, j + n);
            V d0 = First<L, V>(r + 3, j), d1 = First<L, V>(r + 3, j + n);
            float* a = X.Row(r), b = X.Row(r + 1), c = X.Row(r + 2), d = X.Row(r + 3);
            var w = Panels + (long)panel * X.Columns + half;
            for (var k = 0; k < X.Columns; k++, w += PanelVectors * n)
            {
                V w0 = lanes.Load(w), w1 = lanes.Load(w + n);
                var x = lanes.Fill(a[k]);
                a0 = lanes.Add(a0, lanes.Multiply(w0, x));
                a1 = lanes.Add(a1, lanes.Multiply(w1, x));
                x = lanes.Fill(b[k]);
                b0 = lanes.Add(b0, lanes.Multiply(w0, x));
                b1 = lanes.Add(b1, lanes.Multiply(w1, x));
                x = lanes.Fill(c[k]);
                c0 = lanes.Add(c0, lanes.Multiply(w0, x));
                c1 = lanes.Add(c1, lanes.Multiply(w1, x));
                x = lanes.Fill(d[k]);
                d0 = lanes.Add(d0, lanes.Multiply(w0, x));
                d1 = lanes.Add(d1, lanes.Multiply(w1, x));
            }

            Store<L, V>(a0, a1, r, j);
            Store<L, V>(b0, b1, r + 1, j);
            Store<L, V>(c0, c1, r + 2, j);
            Store<L, V>(d0, d1, r + 3, j);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private V First<L, V>(int r, int column)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            return Start == null ? lanes.Fill(0) : lanes.Load(Start + (long)r * StartStride + column);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Store<L, V>(V y0, V y1, int r, int column)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            lanes.Store(y0, Y.Row(r) + column);
            lanes.Store(y1, Y.Row(r) + column + lanes.Count);
        }
    }
}
