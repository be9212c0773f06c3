#nullable enable
using System.Runtime.CompilerServices;

namespace RnnGen
{
    /// <summary>c' = σ(f) ∘ c + σ(i) ∘ tanh(g) and h' = σ(o) ∘ tanh(c'), where Gates is [i f g o].</summary>
    internal unsafe struct LstmGatesKernel : IKernel
    {
        public Block Cell;

        /// <summary>Whether the four activations are to replace what they are made from.</summary>
        public bool KeepActivations;

        public Block Gates;
        public Block NewCell;
        public Block Hidden;

        public void Run<L, V>()
            where L : struct, ILanes<V>
            where V : struct
        {
            // The end of a gate is done lane by lane where it would be overwritten: the next one follows.
            var whole = KeepActivations ? Cell.Columns - Cell.Columns % default(L).Count : Cell.Columns;
            for (var r = 0; r < Cell.Rows; r++)
            {
                Run<L, V>(r, 0, whole);
                Run<Lanes32, float>(r, whole, Cell.Columns);
            }
        }

        [MethodImpl(Simd.Optimize)]
        private void Run<L, V>(int r, int from, int to)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            var size = Cell.Columns;
            float* gates = Gates.Row(r), cell = Cell.Row(r);
            float* newCell = NewCell.Row(r), hidden = Hidden.Row(r);
            for (var j = from; j < to; j += lanes.Count)
            {
                var i = Functions.Sigmoid<L, V>(lanes.Load(gates + j));
                var f = Functions.Sigmoid<L, V>(lanes.Load(gates + size + j));
                var g = Functions.Tanh<L, V>(lanes.Load(gates + 2 * size + j));
                var o = Functions.Sigmoid<L, V>(lanes.Load(gates + 3 * size + j));
                var c = lanes.Add(lanes.Multiply(f, lanes.Load(cell + j)), lanes.Multiply(i, g));
                lanes.Store(c, newCell + j);
                lanes.Store(lanes.Multiply(o, Functions.Tanh<L, V>(c)), hidden + j);
                if (KeepActivations)
                {
                    lanes.Store(i, gates + j);
                    lanes.Store(f, gates + size + j);
                    lanes.Store(g, gates + 2 * size + j);
                    lanes.Store(o, gates + 3 * size + j);
                }
            }
        }
    }
}
