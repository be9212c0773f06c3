#nullable enable
using System.Runtime.CompilerServices;

namespace RnnGen
{
    /// <summary>
    /// The way back through <see cref="LstmGatesKernel"/>: activations become slopes of what they were made
    /// from.
    /// </summary>
    internal unsafe struct LstmGatesSlopeKernel : IKernel
    {
        public Block Cell;
        public Block NewCell;

        /// <summary>dh', or no memory where it is 0.</summary>
        public Block HiddenSlope;

        /// <summary>dc', or no memory where it is 0.</summary>
        public Block NewCellSlope;

        /// <summary>Whether to add to what <see cref="CellSlope"/> holds.</summary>
        public bool Add;

        /// <summary>σ(i), σ(f), tanh(g), σ(o); then the slopes of i, f, g, o.</summary>
        public Block Gates;

        /// <summary>dc, or no memory where it is not wanted.</summary>
        public Block CellSlope;

        public void Run<L, V>()
            where L : struct, ILanes<V>
            where V : struct
        {
            var whole = Cell.Columns - Cell.Columns % default(L).Count;
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
            var one = lanes.Fill(1);
            float* gates = Gates.Row(r), cell = Cell.Row(r), newCell = NewCell.Row(r);
            var hiddenSlope = HiddenSlope.At == null ? null : HiddenSlope.Row(r);
            var newCellSlope = NewCellSlope.At == null ? null : NewCellSlope.Row(r);
            var cellSlope = CellSlope.At == null ? null : CellSlope.Row(r);
            for (var j = from; j < to; j += lanes.Count)
            {
                V i = lanes.Load(gates + j), f = lanes.Load(gates + size + j);
                V g = lanes.Load(gates + 2 * size + j), o = lanes.Load(gates + 3 * size + j);
                var tanh = Functions.Tanh<L, V>(lanes.Load(newCell + j));
                var dh = hiddenSlope == null ? lanes.Fill(0) : lanes.Load(hiddenSlope + j);
                var dc = default(TanhSlope).Of<L, V>(tanh, lanes.Multiply(dh, o));
                dc = newCellSlope == null ? dc : lanes.Add(dc, lanes.Load(newCellSlope + j));
                var di = default(SigmoidSlope).Of<L, V>(i, lanes.Multiply(dc, g));
                var df = default(SigmoidSlope).Of<L, V>(f, lanes.Multiply(dc, lanes.Load(cell + j)));
                var dg = default(TanhSlope).Of<L, V>(g, lanes.Multiply(dc, i));
                var dO = default(SigmoidSlope).Of<L, V>(o, lanes.Multiply(dh, tanh));
                lanes.Store(di, gates + j);
                lanes.Store(df, gates + size + j);
                lanes.Store(dg, gates + 2 * size + j);
                lanes.Store(dO, gates + 3 * size + j);
                if (cellSlope != null)
                {
                    var before = lanes.Multiply(dc, f);
                    before = Add ? lanes.Add(before, lanes.Load(cellSlope + j)) : before;
                    lanes.Store(before, cellSlope + j);
                }
            }
        }
    }
}
