#nullable enable
using System;
using System.Runtime.CompilerServices;

namespace RnnGen
{
    /// <summary>Y = log softmax(X) over values that lie some columns apart.</summary>
    internal unsafe struct LogSoftmaxKernel : IKernel
    {
        public int Classes;
        public int Apart;
        public Block X;
        public Block Y;

        public void Run<L, V>()
            where L : struct, ILanes<V>
            where V : struct
        {
            var whole = Apart - Apart % default(L).Count;
            for (var r = 0; r < Y.Rows; r++)
            {
                for (var first = 0; first < Y.Columns; first += Classes * Apart)
                {
                    Run<L, V>(X.Row(r) + first, Y.Row(r) + first, 0, whole);
                    Run<Lanes32, float>(X.Row(r) + first, Y.Row(r) + first, whole, Apart);
                }
            }
        }

        [MethodImpl(Simd.Optimize)]
        private void Run<L, V>(float* x, float* y, int from, int to)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            var sums = stackalloc float[16];
            for (var j = from; j < to; j += lanes.Count)
            {
                var max = lanes.Load(x + j);
                for (var k = 1; k < Classes; k++)
                {
                    max = lanes.Max(lanes.Load(x + k * Apart + j), max);
                }

                var sum = lanes.Fill(0);
                for (var k = 0; k < Classes; k++)
                {
                    var above = lanes.Subtract(lanes.Load(x + k * Apart + j), max);
                    sum = lanes.Add(sum, Functions.Exp<L, V>(above));
                }

                lanes.Store(sum, sums);
                for (var i = 0; i < lanes.Count; i++)
                {
                    sums[i] = (float)Elementary.Log(sums[i]);
                }

                var log = lanes.Load(sums);
                for (var k = 0; k < Classes; k++)
                {
                    var above = lanes.Subtract(lanes.Load(x + k * Apart + j), max);
                    lanes.Store(lanes.Subtract(above, log), y + k * Apart + j);
                }
            }
        }
    }

    /// <summary>
    /// Z = dy - e^y Σ dy or Z += the same, where the sum goes over values that lie some columns apart.
    /// </summary>
    internal unsafe struct LogSoftmaxSlopeKernel : IKernel
    {
        public int Classes;
        public int Apart;
        public Block Y;
        public Block Slope;

        /// <summary>Whether to add to what Z holds.</summary>
        public bool Add;

        public Block Z;

        public void Run<L, V>()
            where L : struct, ILanes<V>
            where V : struct
        {
            var whole = Apart - Apart % default(L).Count;
            for (var r = 0; r < Z.Rows; r++)
            {
                for (var first = 0; first < Z.Columns; first += Classes * Apart)
                {
                    Run<L, V>(r, first, first + whole);
                    Run<Lanes32, float>(r, first + whole, first + Apart);
                }
            }
        }

        [MethodImpl(Simd.Optimize)]
        private void Run<L, V>(int r, int from, int to)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            float* y = Y.Row(r), dy = Slope.Row(r), z = Z.Row(r);
            for (var j = from; j < to; j += lanes.Count)
            {
                var sum = lanes.Fill(0);
                for (var k = 0; k < Classes; k++)
                {
                    sum = lanes.Add(sum, lanes.Load(dy + k * Apart + j));
                }

                for (var k = 0; k < Classes; k++)
                {
                    var at = k * Apart + j;
                    var share = lanes.Multiply(Functions.Exp<L, V>(lanes.Load(y + at)), sum);
                    var value = lanes.Subtract(lanes.Load(dy + at), share);
                    lanes.Store(Add ? lanes.Add(lanes.Load(z + at), value) : value, z + at);
                }
            }
        }
    }
}
