#nullable enable
using System.Runtime.CompilerServices;

namespace RnnGen
{
    /// <summary>To += Σ of the rows of X, in order. Whole vectors are written.</summary>
    internal unsafe struct SumRowsKernel : IKernel
    {
        public Block X;
        public float* To;

        [MethodImpl(Simd.Optimize)]
        public void Run<L, V>()
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            for (var j = 0; j < X.Columns; j += lanes.Count)
            {
                var sum = lanes.Load(To + j);
                var x = X.At + j;
                for (var r = 0; r < X.Rows; r++, x += X.Stride)
                {
                    sum = lanes.Add(sum, lanes.Load(x));
                }

                lanes.Store(sum, To + j);
            }
        }
    }
}
