#nullable enable
using System.Runtime.CompilerServices;

namespace RnnGen
{
    /// <summary>Y = Start + Bias + X W + H U, where Start, Bias and either product may be missing.</summary>
    /// <remarks>
    /// Each output is one chain of additions: the bias, then the inputs of X in order, then those of H; multiply,
    /// then add, never fused. So one row gets the same bits alone and among others, at every vector width.
    /// </remarks>
    internal unsafe struct LinearKernel : IKernel
    {
        /// <summary>Values to begin with; null is none.</summary>
        public float* Start;

        /// <summary>The distance between the rows of Start, 0 where all begin with the same.</summary>
        public int StartStride;

        /// <summary>A row to be added to Start; null is none.</summary>
        public float* Bias;

        public Factors X;
        public Factors H;

        /// <summary>The results; whole panels are written.</summary>
        public Block Y;

        public void Run<L, V>()
            where L : struct, ILanes<V>
            where V : struct
        {
            for (var r = 0; r < Y.Rows; r++)
            {
                RunRow<L, V>(r);
            }
        }

        [MethodImpl(Simd.Optimize)]
        private void RunRow<L, V>(int r)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            var n = lanes.Count;
            for (var j = 0; j < Y.Columns; j += 4 * n)
            {
                V y0, y1, y2, y3;
                y0 = y1 = y2 = y3 = lanes.Fill(0);
                if (Start != null)
                {
                    var start = Start + (long)r * StartStride + j;
                    y0 = lanes.Load(start);
                    y1 = lanes.Load(start + n);
                    y2 = lanes.Load(start + 2 * n);
                    y3 = lanes.Load(start + 3 * n);
                }

                if (Bias != null)
                {
                    y0 = lanes.Add(y0, lanes.Load(Bias + j));
                    y1 = lanes.Add(y1, lanes.Load(Bias + j + n));
                    y2 = lanes.Add(y2, lanes.Load(Bias + j + 2 * n));
                    y3 = lanes.Add(y3, lanes.Load(Bias + j + 3 * n));
                }

                var factors = X;
                for (var product = 0; product < 2; product++, factors = H)
                {
                    var w = factors.Panels + (long)j * factors.Columns;
                    var x = factors.Rows + (long)r * factors.Stride;
                    for (var end = x + factors.Columns; x < end; x++, w += 4 * n)
                    {
                        var input = lanes.Fill(*x);
                        y0 = lanes.Add(y0, lanes.Multiply(lanes.Load(w), input));
                        y1 = lanes.Add(y1, lanes.Multiply(lanes.Load(w + n), input));
                        y2 = lanes.Add(y2, lanes.Multiply(lanes.Load(w + 2 * n), input));
                        y3 = lanes.Add(y3, lanes.Multiply(lanes.Load(w + 3 * n), input));
                    }
                }

                var y = Y.Row(r) + j;
                lanes.Store(y0, y);
                lanes.Store(y1, y + n);
                lanes.Store(y2, y + 2 * n);
                lanes.Store(y3, y + 3 * n);
            }
        }

        /// <summary>One product: rows of inputs, and the panels of the matrix. The default is none.</summary>
        internal readonly struct Factors
        {
            public readonly float* Rows;
            public readonly int Stride;
            public readonly int Columns;
            public readonly float* Panels;

            public Factors(Block rows, float* panels)
            {
                Rows = rows.At;
                Stride = rows.Stride;
                Columns = rows.Columns;
                Panels = panels;
            }

            private Factors(float* rows, int columns, float* panels)
            {
                Rows = rows;
                Stride = 0;
                Columns = columns;
                Panels = panels;
            }

            public Factors Row(int row)
            {
                return new Factors(Rows + (long)row * Stride, Columns, Panels);
            }
        }
    }
}
