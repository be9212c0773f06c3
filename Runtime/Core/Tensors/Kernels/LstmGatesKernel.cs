#nullable enable
using System.Runtime.CompilerServices;

namespace RnnGen
{
    /// <summary>c' = σ(f) ∘ c + σ(i) ∘ tanh(g) and h' = σ(o) ∘ tanh(c'), where Gates is [i f g o].</summary>
    internal unsafe struct LstmGatesKernel : IKernel
    {
        public Block Gates;
        public Block Cell;
        public Block NewCell;
        public Block Hidden;

        [MethodImpl(Simd.Optimize)]
        public void Run<L, V>()
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            var size = Hidden.Columns;
            for (var r = 0; r < Hidden.Rows; r++)
            {
                float* gates = Gates.Row(r), cell = Cell.Row(r);
                float* newCell = NewCell.Row(r), hidden = Hidden.Row(r);
                for (var j = 0; j < size; j += lanes.Count)
                {
                    var i = Functions.Sigmoid<L, V>(lanes.Load(gates + j));
                    var f = Functions.Sigmoid<L, V>(lanes.Load(gates + size + j));
                    var g = Functions.Tanh<L, V>(lanes.Load(gates + 2 * size + j));
                    var o = Functions.Sigmoid<L, V>(lanes.Load(gates + 3 * size + j));
                    var c = lanes.Add(lanes.Multiply(f, lanes.Load(cell + j)), lanes.Multiply(i, g));
                    lanes.Store(c, newCell + j);
                    lanes.Store(lanes.Multiply(o, Functions.Tanh<L, V>(c)), hidden + j);
                }
            }
        }
    }
}
