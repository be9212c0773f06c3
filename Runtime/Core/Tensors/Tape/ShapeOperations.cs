#nullable enable

namespace RnnGen
{
    /// <summary>y = [a b].</summary>
    internal sealed class JoinOperation : Operation
    {
        public static readonly JoinOperation Instance = new JoinOperation();

        public override void GoBack(TapeTensor y)
        {
            TapeTensor a = y.Origin.A!, b = y.Origin.B!;
            Block left = y.Slope.Part(0, a.Columns), right = y.Slope.Part(a.Columns, b.Columns);
            a.Gain(default(SameSlope), left, left);
            b.Gain(default(SameSlope), right, right);
        }
    }

    /// <summary>y = a, in rows of another length.</summary>
    internal sealed class ReshapeOperation : Operation
    {
        public static readonly ReshapeOperation Instance = new ReshapeOperation();

        public override void GoBack(TapeTensor y)
        {
            var a = y.Origin.A!;
            if (!a.IsView && !a.HasSlope)
            {
                y.Slope.CopyTo(a.SlopeFor(out _));
                return;
            }

            var buffer = a.Tape.Buffers.Rent(a.Rows, a.Columns);
            y.Slope.CopyTo(buffer);
            a.Gain(default(SameSlope), buffer, buffer);
            a.Tape.Buffers.Return(buffer);
        }
    }

    /// <summary>y = a in the chosen rows, b in the others.</summary>
    internal sealed class SelectOperation : Operation
    {
        public static readonly SelectOperation Instance = new SelectOperation();

        public override void GoBack(TapeTensor y)
        {
            var chosen = y.Origin.Chosen.Span;
            for (var r = 0; r < y.Rows; r++)
            {
                AddRow(y.Origin.A!, r, y.Slope, chosen[r]);
                AddRow(y.Origin.B!, r, y.Slope, !chosen[r]);
            }
        }

        private static void AddRow(TapeTensor to, int row, Block slope, bool isFrom)
        {
            if (to.NeedsGradient && isFrom)
            {
                var sum = to.ZeroedSlope().Span(row);
                var dy = slope.Span(row);
                for (var i = 0; i < dy.Length; i++)
                {
                    sum[i] += dy[i];
                }
            }
        }
    }

    /// <summary>Each row of y is the same row of parameters.</summary>
    internal sealed class RepeatOperation : Operation
    {
        public static readonly RepeatOperation Instance = new RepeatOperation();

        public override void GoBack(TapeTensor y)
        {
            y.Tape.AddRows(y.Origin.W!, 0, y.Slope);
        }
    }

    /// <summary>y = Σ a along each row.</summary>
    internal sealed unsafe class SumOperation : Operation
    {
        public static readonly SumOperation Instance = new SumOperation();

        public override void GoBack(TapeTensor y)
        {
            var sum = y.Origin.A!.ZeroedSlope();
            for (var r = 0; r < y.Rows; r++)
            {
                var dy = *y.Slope.Row(r);
                foreach (ref var slope in sum.Span(r))
                {
                    slope += dy;
                }
            }
        }
    }

    /// <summary>y = b a, where b is a number for each row.</summary>
    internal sealed unsafe class ScaleRowsOperation : Operation
    {
        public static readonly ScaleRowsOperation Instance = new ScaleRowsOperation();

        public override void GoBack(TapeTensor y)
        {
            TapeTensor a = y.Origin.A!, b = y.Origin.B!;
            if (b.NeedsGradient)
            {
                var sum = b.ZeroedSlope();
                for (var r = 0; r < y.Rows; r++)
                {
                    *sum.Row(r) += Sums.Dot(a.Block.Row(r), y.Slope.Row(r), y.Columns);
                }
            }

            if (a.NeedsGradient)
            {
                a.GainRows(b.Block, y.Slope);
            }
        }
    }
}
