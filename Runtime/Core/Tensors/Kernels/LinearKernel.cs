#nullable enable
using System.Runtime.CompilerServices;

namespace RnnGen
{
    /// <summary>Y = Start + X W + H U: the affine maps of recurrent nets. Start and either product may be missing.</summary>
    /// <remarks>
    /// Each output is one chain of additions: where it starts, then the inputs of X in order, then those of H;
    /// multiply, then add, never fused. So a row gets the same bits alone and among others, at every vector width.
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

        public Product X;
        public Product H;

        /// <summary>The results. Whole panels are written.</summary>
        public Block Y;

        public void Run<L, V>()
            where L : struct, ILanes<V>
            where V : struct
        {
            if (Y.Rows == 1)
            {
                // The panels of a matrix as one stream of memory, which is what limits the speed.
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
            for (var j = from; j < to; j += PanelVectors * n)
            {
                var y0 = First<L, V>(r, j);
                var y1 = First<L, V>(r, j + n);
                var y2 = First<L, V>(r, j + 2 * n);
                var y3 = First<L, V>(r, j + 3 * n);
                var product = X;
                for (var i = 0; i < 2; i++, product = H)
                {
                    var x = product.Row(r);
                    var w = product.Panel(j);
                    var k = product.Inputs;

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
                    }
                }

                var y = Y.Row(r) + j;
                lanes.Store(y0, y);
                lanes.Store(y1, y + n);
                lanes.Store(y2, y + 2 * n);
                lanes.Store(y3, y + 3 * n);
            }
        }

        /// <summary>Four rows, and half a panel: what fits into 16 registers.</summary>
        [MethodImpl(Simd.Optimize)]
        private void RunTile<L, V>(int r, int j, int half)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            var n = lanes.Count;
            var column = j + half;
            V a0 = First<L, V>(r, column), a1 = First<L, V>(r, column + n);
            V b0 = First<L, V>(r + 1, column), b1 = First<L, V>(r + 1, column + n);
            V c0 = First<L, V>(r + 2, column), c1 = First<L, V>(r + 2, column + n);
            V d0 = First<L, V>(r + 3, column), d1 = First<L, V>(r + 3, column + n);
            var product = X;
            for (var i = 0; i < 2; i++, product = H)
            {
                float* a = product.Row(r), b = product.Row(r + 1), c = product.Row(r + 2), d = product.Row(r + 3);
                var w = product.Panel(j) + half;
                for (var k = 0; k < product.Inputs; k++, w += PanelVectors * n)
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
            }

            Store<L, V>(a0, a1, r, column);
            Store<L, V>(b0, b1, r + 1, column);
            Store<L, V>(c0, c1, r + 2, column);
            Store<L, V>(d0, d1, r + 3, column);
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

        /// <summary>Rows of inputs, and the panels of the matrix they meet. The default has no inputs.</summary>
        internal readonly struct Product
        {
            public readonly int Inputs;

            private readonly float* rows;
            private readonly int stride;
            private readonly float* panels;

            public Product(Block rows, float* panels)
            {
                this.rows = rows.At;
                stride = rows.Stride;
                Inputs = rows.Columns;
                this.panels = panels;
            }

            public float* Row(int r)
            {
                return rows + (long)r * stride;
            }

            /// <summary>Gets the panel that begins with a column.</summary>
            public float* Panel(int column)
            {
                return panels + (long)column * Inputs;
            }
        }
    }
}
