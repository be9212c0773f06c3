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
                else if (Shape.N >= 2 * default(L).Count)
                {
                    RunColumns<Pair<L, V>>(r);
                }
                else if (Shape.N >= default(L).Count)
                {
                    RunColumns<Solo<L, V>>(r);
                }
                else if (Shape.N >= 4)
                {
                    RunColumns<Solo<Lanes128, Vector4>>(r);
                }
                else
                {
                    RunColumns<Solo<Lanes32, float>>(r);
                }
            }
        }

        private void RunColumns<S>(int r)
            where S : struct, IStrip<S>
        {
            var count = default(S).Columns;
            for (var j = 0; j < Shape.N; j += count)
            {
                // The last strip overlaps the one before, and computes some columns a second time.
                RunRows<S>(r, j + count > Shape.N ? Shape.N - count : j);
            }
        }

        /// <summary>All rows of a strip, in tiles of about the same height.</summary>
        private void RunRows<S>(int r, int j)
            where S : struct, IStrip<S>
        {
            const int Most = 4;
            int rows;
            for (var i = 0; i < Shape.M; i += rows)
            {
                var left = Shape.M - i;
                var tiles = (left + Most - 1) / Most;
                rows = (left + tiles - 1) / tiles;
                switch (rows)
                {
                    case 1:
                        RunTile<One, S>(r, i, j);
                        break;
                    case 2:
                        RunTile<Two, S>(r, i, j);
                        break;
                    case 3:
                        RunTile<Three, S>(r, i, j);
                        break;
                    default:
                        RunTile<Four, S>(r, i, j);
                        break;
                }
            }
        }

        [MethodImpl(Simd.Optimize)]
        private void RunTile<N, S>(int r, int i, int j)
            where N : struct, IRowCount
            where S : struct, IStrip<S>
        {
            var rows = default(N).Rows;
            int across = Shape.TransposeLeft ? Shape.M : 1, down = Shape.TransposeLeft ? 1 : Shape.K;
            float* a = A.Row(r) + (long)i * down, b = B.Row(r) + j;
            var y0 = Begin<S>(r, i, j);
            var y1 = rows > 1 ? Begin<S>(r, i + 1, j) : default;
            var y2 = rows > 2 ? Begin<S>(r, i + 2, j) : default;
            var y3 = rows > 3 ? Begin<S>(r, i + 3, j) : default;
            for (var k = 0; k < Shape.K; k++, a += across, b += Shape.N)
            {
                var w = default(S).Load(b);
                y0.Add<T>(w, a[0]);
                if (rows > 1)
                {
                    y1.Add<T>(w, a[down]);
                }

                if (rows > 2)
                {
                    y2.Add<T>(w, a[2 * down]);
                }

                if (rows > 3)
                {
                    y3.Add<T>(w, a[3 * down]);
                }
            }

            var y = Y.Row(r) + (long)i * Shape.N + j;
            y0.Store(y);
            if (rows > 1)
            {
                y1.Store(y + Shape.N);
            }

            if (rows > 2)
            {
                y2.Store(y + 2 * Shape.N);
            }

            if (rows > 3)
            {
                y3.Store(y + 3 * Shape.N);
            }
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
        private S Begin<S>(int r, int i, int j)
            where S : struct, IStrip<S>
        {
            return Start.At == null ? default : default(S).Load(Start.Row(r) + (long)i * Shape.N + j);
        }
    }
}
