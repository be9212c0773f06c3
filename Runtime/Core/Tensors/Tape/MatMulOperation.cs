#nullable enable

namespace RnnGen
{
    /// <summary>y = c + a b, matrix by matrix: da = dy bᵀ, db = aᵀ dy, dc = dy.</summary>
    internal sealed class MatMulOperation : Operation
    {
        public static readonly MatMulOperation Instance = new MatMulOperation();

        public override void GoBack(TapeTensor y)
        {
            TapeTensor a = y.Origin.A!, b = y.Origin.B!;
            var shape = y.Origin.Shape;
            int m = shape.M, k = shape.K, n = shape.N;
            bool left = shape.TransposeLeft, right = shape.TransposeRight;
            if (left)
            {
                Gain(a, b.Block, y.Slope, new MatrixShape(k, n, m, right, true));
            }
            else
            {
                Gain(a, y.Slope, b.Block, new MatrixShape(m, n, k, false, !right));
            }

            if (right)
            {
                Gain(b, y.Slope, a.Block, new MatrixShape(n, m, k, true, left));
            }
            else
            {
                Gain(b, a.Block, y.Slope, new MatrixShape(k, m, n, !left));
            }

            if (y.Origin.C != null)
            {
                y.HandOnTo(y.Origin.C);
            }
        }

        private static void Gain(TapeTensor to, Block left, Block right, MatrixShape shape)
        {
            if (!to.NeedsGradient)
            {
                return;
            }

            var tape = to.Tape;
            if (!to.IsView && !to.HasSlope)
            {
                tape.Product(left, right, shape, default, to.SlopeFor(out _));
                return;
            }

            var buffer = tape.Buffers.Rent(to.Rows, to.Columns);
            tape.Product(left, right, shape, default, buffer);
            to.Gain(default(SameSlope), buffer, buffer);
            tape.Buffers.Return(buffer);
        }
    }
}
