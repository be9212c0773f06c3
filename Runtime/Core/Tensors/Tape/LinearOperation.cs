#nullable enable

namespace RnnGen
{
    /// <summary>
    /// y = x W + h U + b: dx = dy Wᵀ, dh = dy Uᵀ and db = Σ dy at once; dW = xᵀ dy and dU = hᵀ dy at the
    /// end of the tape.
    /// </summary>
    internal sealed class LinearOperation : Operation
    {
        public static readonly LinearOperation Instance = new LinearOperation();

        public override void GoBack(TapeTensor y)
        {
            ref var origin = ref y.Origin;
            if (origin.Bias != null)
            {
                y.Tape.AddRows(origin.Bias, 0, y.Slope);
            }

            var x = origin.A!;
            if (x.IsOneHot)
            {
                for (var r = 0; r < y.Rows; r++)
                {
                    y.Tape.AddRows(origin.W!, x.Tokens.Span[r], y.Slope.One(r));
                }
            }
            else
            {
                GoBack(y, x, origin.W!);
            }

            if (origin.B != null)
            {
                GoBack(y, origin.B, origin.U!);
            }
        }

        private static void GoBack(TapeTensor y, TapeTensor x, Parameter w)
        {
            y.Tape.AddProduct(w, x.Block, y);
            if (!x.NeedsGradient)
            {
                return;
            }

            if (!x.IsView)
            {
                var slope = x.SlopeFor(out var add);
                y.Tape.BackProduct(y.Slope, w, add, slope);
                return;
            }

            // Whole panels are written, which must not be in the midst of another slope.
            var buffer = y.Tape.Buffers.Rent(x.Rows, x.Columns);
            y.Tape.BackProduct(y.Slope, w, false, buffer);
            x.Gain(default(SameSlope), buffer, buffer);
            y.Tape.Buffers.Return(buffer);
        }
    }
}
