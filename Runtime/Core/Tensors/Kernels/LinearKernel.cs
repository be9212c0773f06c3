#nullable enable
using System.Runtime.CompilerServices;

namespace RnnGen
{
    /// <summary>Y = Start + X W + H U, where weights lie in panels, and Start and H U may be missing.</summary>
    /// <remarks>
    /// Each output is one chain of additions: where it starts, then the inputs of X in order, then those of
    /// H. So a row gets the same bits alone and among others and, with <see cref="Exact"/> arithmetic, at
    /// every vector width.
    /// </remarks>
    internal unsafe struct LinearKernel<A> : IKernel
        where A : struct, IArithmetic
    {
        // How many floats early the weights of a single row are asked for: 1 KB.
        private const int Ahead = 256;

        /// <summary>What the outputs start from; null is zeros. May be Y itself.</summary>
        public float* Start;

        /// <summary>The distance between the rows of Start, 0 where all start from one.</summary>
        public int StartStride;

        /// <summary>X and W.</summary>
        public Factors First;

        /// <summary>H and U, without inputs if there are none.</summary>
        public Factors Second;

        /// <summary>The results. Whole panels are written.</summary>
        public Block Y;

        public void Run<L, V>()
            where L : struct, ILanes<V>
            where V : struct
        {
            if (Y.Rows == 1)
            {
                RunRow<L, V>();
                return;
            }

            for (var j = 0; j < Y.Columns; j += Quad<L, V>.Columns)
            {
                RunRows<L, V>(j);
            }
        }

        /// <summary>One row: the weights are one stream of memory, which is what limits the speed.</summary>
        [MethodImpl(Simd.Optimize)]
        private void RunRow<L, V>()
            where L : struct, ILanes<V>
            where V : struct
        {
            var panel = Quad<L, V>.Columns;
            float* first = First.Panels, second = Second.Panels;
            for (var j = 0; j < Y.Columns; j += panel)
            {
                if (Y.Columns - j <= default(L).Count)
                {
                    RunLast<L, V>(j);
                    return;
                }

                var y = Begin<L, V>(0, j);
                for (var i = 0; i < 2; i++)
                {
                    var x = i == 0 ? First.X : Second.X;
                    var w = i == 0 ? first : second;
                    var k = i == 0 ? First.Inputs : Second.Inputs;

                    // Two inputs a turn: with one, the stream is 10 % slower; unasked, it comes 20 % slower.
                    for (; k >= 2; k -= 2, x += 2, w += 2 * panel)
                    {
                        Quad<L, V>.Prefetch(w + Ahead);
                        Quad<L, V>.Prefetch(w + Ahead + panel);
                        y.Add<A>(Quad<L, V>.Load(w), x[0]);
                        y.Add<A>(Quad<L, V>.Load(w + panel), x[1]);
                    }

                    if (k > 0)
                    {
                        y.Add<A>(Quad<L, V>.Load(w), x[0]);
                        w += panel;
                    }

                    if (i == 0)
                    {
                        first = w;
                    }
                    else
                    {
                        second = w;
                    }

                    // What comes next lies elsewhere.
                    Quad<L, V>.Prefetch(i == 0 && Second.Inputs > 0 ? second : first, Ahead);
                }

                y.Store(Y.At + j);
            }
        }

        /// <summary>
        /// One row, and a last panel of which one vector is wanted: the rest of the panel is not read.
        /// </summary>
        [MethodImpl(Simd.Optimize)]
        private void RunLast<L, V>(int j)
            where L : struct, ILanes<V>
            where V : struct
        {
            const int Early = 16;
            var lanes = default(L);
            var panel = Quad<L, V>.Columns;
            var y = Start == null ? lanes.Fill(0) : lanes.Load(Start + j);
            for (var i = 0; i < 2; i++)
            {
                var factors = i == 0 ? First : Second;
                var w = factors.Panels + (long)j * factors.Inputs;
                for (var k = 0; k < factors.Inputs; k++, w += panel)
                {
                    lanes.Prefetch(w + Early * panel);
                    y = default(A).MultiplyAdd<L, V>(lanes.Load(w), lanes.Fill(factors.X[k]), y);
                }
            }

            lanes.Store(y, Y.At + j);
        }

        /// <summary>Many rows, in tiles of about the same height.</summary>
        private void RunRows<L, V>(int j)
            where L : struct, ILanes<V>
            where V : struct
        {
            var most = default(L).TileRows;
            int rows;
            for (var r = 0; r < Y.Rows; r += rows)
            {
                var left = Y.Rows - r;
                var tiles = (left + most - 1) / most;
                rows = (left + tiles - 1) / tiles;
                switch (rows)
                {
                    case 1:
                        RunTile<One, L, V>(r, j);
                        break;
                    case 2:
                        RunTile<Two, L, V>(r, j);
                        break;
                    case 3:
                        RunTile<Three, L, V>(r, j);
                        break;
                    case 4:
                        RunTile<Four, L, V>(r, j);
                        break;
                    case 5:
                        RunTile<Five, L, V>(r, j);
                        break;
                    default:
                        RunTile<Six, L, V>(r, j);
                        break;
                }
            }
        }

        /// <summary>A few rows, whose sums stay in registers while each weight is read once.</summary>
        [MethodImpl(Simd.Optimize)]
        private void RunTile<N, L, V>(int r, int j)
            where N : struct, IRowCount
            where L : struct, ILanes<V>
            where V : struct
        {
            var rows = default(N).Rows;
            var panel = Quad<L, V>.Columns;
            var y0 = Begin<L, V>(r, j);
            var y1 = rows > 1 ? Begin<L, V>(r + 1, j) : default;
            var y2 = rows > 2 ? Begin<L, V>(r + 2, j) : default;
            var y3 = rows > 3 ? Begin<L, V>(r + 3, j) : default;
            var y4 = rows > 4 ? Begin<L, V>(r + 4, j) : default;
            var y5 = rows > 5 ? Begin<L, V>(r + 5, j) : default;
            for (var i = 0; i < 2; i++)
            {
                var factors = i == 0 ? First : Second;
                float* x0 = factors.X + (long)r * factors.Stride, x1 = x0 + factors.Stride;
                float* x2 = x1 + factors.Stride, x3 = x2 + factors.Stride;
                float* x4 = x3 + factors.Stride, x5 = x4 + factors.Stride;
                var w = factors.Panels + (long)j * factors.Inputs;
                for (var k = 0; k < factors.Inputs; k++, w += panel)
                {
                    var weights = Quad<L, V>.Load(w);
                    y0.Add<A>(weights, x0[k]);
                    if (rows > 1)
                    {
                        y1.Add<A>(weights, x1[k]);
                    }

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

            y0.Store(Y.Row(r) + j);
            if (rows > 1)
            {
                y1.Store(Y.Row(r + 1) + j);
            }

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

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Quad<L, V> Begin<L, V>(int r, int j)
            where L : struct, ILanes<V>
            where V : struct
        {
            return Start == null ? default : Quad<L, V>.Load(Start + (long)r * StartStride + j);
        }
    }
}
