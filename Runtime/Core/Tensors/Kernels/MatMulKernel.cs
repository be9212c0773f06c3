#nullable enable
using System.Numerics;
using System.Runtime.CompilerServices;

namespace RnnGen
{
    /// <summary>Y = Start + A B, where each row is a small matrix.</summary>
    /// <remarks>
    /// Vectors lie along the columns of B, so that each output is one chain of additions; where B is stored
    /// transposed, each is a <see cref="Sums.Dot"/>.
    /// </remarks>
    internal unsafe struct MatMulKernel<T> : IKernel
        where T : struct, IArithmetic
    {
        public MatrixShape Shape;
        public Block A;
        public Block B;

        /// <summary>What is added to; without memory, zeros. Never Y itself.</summary>
        public Block Start;

        public Block Y;

        public void Run<L, V>()
            where L : struct, ILanes<V>
            where V : struct
        {
            for (var r = 0; r < Y.Rows; r++)
            {
                if (Shape.TransposeRight)
                {
                    RunDots(r);
                }
                else if (Shape.N >= default(L).Count)
                {
                    RunColumns<L, V>(r);
                }
                else if (Shape.N >= 4)
                {
                    RunColumns<Lanes128, Vector4>(r);
                }
                else
                {
                    RunColumns<Lanes32, float>(r);
                }
            }
        }

        private void RunColumns<L, V>(int r)
            where L : struct, ILanes<V>
            where V : struct
        {
            var count = default(L).Count;
            for (var j = 0; j < Shape.N; j += count)
            {
                // The last vector overlaps the one before, and computes some columns a second time.
                var column = j + count > Shape.N ? Shape.N - count : j;
                var i = 0;
                for (; i + 4 <= Shape.M; i += 4)
                {
                    RunFour<L, V>(r, i, column);
                }

                for (; i < Shape.M; i++)
                {
                    RunOne<L, V>(r, i, column);
                }
            }
        }

        [MethodImpl(Simd.Optimize)]
        private void RunFour<L, V>(int r, int i, int j)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            int across = Shape.TransposeLeft ? Shape.M : 1, down = Shape.TransposeLeft ? 1 : Shape.K;
            float* a = A.Row(r) + (long)i * down, b = B.Row(r) + j;
            V y0 = Begin<L, V>(r, i, j), y1 = Begin<L, V>(r, i + 1, j);
            V y2 = Begin<L, V>(r, i + 2, j), y3 = Begin<L, V>(r, i + 3, j);
            for (var k = 0; k < Shape.K; k++, a += across, b += Shape.N)
            {
                var w = lanes.Load(b);
                y0 = default(T).MultiplyAdd<L, V>(w, lanes.Fill(a[0]), y0);
                y1 = default(T).MultiplyAdd<L, V>(w, lanes.Fill(a[down]), y1);
                y2 = default(T).MultiplyAdd<L, V>(w, lanes.Fill(a[2 * down]), y2);
                y3 = default(T).MultiplyAdd<L, V>(w, lanes.Fill(a[3 * down]), y3);
            }

            var y = Y.Row(r) + (long)i * Shape.N + j;
            lanes.Store(y0, y);
            lanes.Store(y1, y + Shape.N);
            lanes.Store(y2, y + 2 * Shape.N);
            lanes.Store(y3, y + 3 * Shape.N);
        }

        [MethodImpl(Simd.Optimize)]
        private void RunOne<L, V>(int r, int i, int j)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            int across = Shape.TransposeLeft ? Shape.M : 1, down = Shape.TransposeLeft ? 1 : Shape.K;
            float* a = A.Row(r) + (long)i * down, b = B.Row(r) + j;
            var y = Begin<L, V>(r, i, j);
            for (var k = 0; k < Shape.K; k++, a += across, b += Shape.N)
            {
                y = default(T).MultiplyAdd<L, V>(lanes.Load(b), lanes.Fill(*a), y);
            }

            lanes.Store(y, Y.Row(r) + (long)i * Shape.N + j);
        }

        private void RunDots(int r)
        {
            float* a = A.Row(r), y = Y.Row(r), start = Start.At == null ? null : Start.Row(r);
            for (var i = 0; i < Shape.M; i++)
            {
                var b = B.Row(r);
                for (var j = 0; j < Shape.N; j++, b += Shape.K)
                {
                    var dot = Shape.TransposeLeft ? Dot(a + i, b) : Sums.Dot(a + (long)i * Shape.K, b, Shape.K);
                    var at = i * Shape.N + j;
                    y[at] = start == null ? dot : start[at] + dot;
                }
            }
        }

        /// <summary>A column of A times a row of B as it is stored.</summary>
        private float Dot(float* column, float* b)
        {
            var sum = 0f;
            for (var k = 0; k < Shape.K; k++, column += Shape.M)
            {
                sum = (float)(sum + (float)(*column * b[k]));
            }

            return sum;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private V Begin<L, V>(int r, int i, int j)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            return Start.At == null ? lanes.Fill(0) : lanes.Load(Start.Row(r) + (long)i * Shape.N + j);
        }
    }
}
