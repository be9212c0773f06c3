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
    internal unsafe partial struct LinearKernel<A> : IKernel
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

        /// <summary>The results. Up to whole panels are written.</summary>
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

            if (default(L).HasManyRegisters)
            {
                RunStrips<Quad<L, V>, L, V>();
            }
            else
            {
                RunStrips<Pair<L, V>, L, V>();
            }
        }

        /// <summary>One row: the weights are one stream of memory, which is what limits the speed.</summary>
        [MethodImpl(Simd.Optimize)]
        private void RunRow<L, V>()
            where L : struct, ILanes<V>
            where V : struct
        {
            var panel = default(Quad<L, V>).Columns;
            float* first = First.Panels, second = Second.Panels;
            for (var j = 0; j < Y.Columns; j += panel)
            {
                if (Y.Columns - j <= default(L).Count)
                {
                    RunLast<L, V>(j);
                    return;
                }

                var y = Begin<Quad<L, V>, L, V>(0, j);
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
                        y.Add<A>(default(Quad<L, V>).Load(w), x[0]);
                        y.Add<A>(default(Quad<L, V>).Load(w + panel), x[1]);
                    }

                    if (k > 0)
                    {
                        y.Add<A>(default(Quad<L, V>).Load(w), x[0]);
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
            var panel = default(Quad<L, V>).Columns;
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

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private S Begin<S, L, V>(int r, int j)
            where S : struct, IStrip<S>
            where L : struct, ILanes<V>
            where V : struct
        {
            return Start == null ? default : default(S).Load(Start + (long)r * StartStride + j);
        }
    }
}
