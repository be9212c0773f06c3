#nullable enable
using System;

namespace RnnGen
{
    /// <summary>The gates of an LSTM: their activations become slopes where they are.</summary>
    internal sealed class LstmGatesOperation : Operation
    {
        public static readonly LstmGatesOperation Instance = new LstmGatesOperation();

        public override void GoBack(TapeTensor hidden)
        {
            TapeTensor gates = hidden.Origin.A!, before = hidden.Origin.B!, cell = hidden.Origin.Pair!;
            var kernel = new LstmGatesSlopeKernel
            {
                Cell = before.Block,
                NewCell = cell.Block,
                HiddenSlope = hidden.Slope,
                NewCellSlope = cell.Slope,
                Gates = gates.Block,
            };
            if (before.NeedsGradient)
            {
                kernel.CellSlope = before.SlopeFor(out kernel.Add);
            }

            Simd.Run(hidden.Tape.Width, ref kernel);
            gates.TakeValuesAsSlope();
        }
    }

    /// <summary>Softmax: dx = y ∘ (dy - Σ y ∘ dy).</summary>
    internal sealed unsafe class SoftmaxOperation : Operation
    {
        public static readonly SoftmaxOperation Instance = new SoftmaxOperation();

        public override void GoBack(TapeTensor y)
        {
            var sum = y.Origin.A!.ZeroedSlope();
            for (var r = 0; r < y.Rows; r++)
            {
                float* p = y.Block.Row(r), dy = y.Slope.Row(r), dx = sum.Row(r);
                var mean = Sums.Dot(p, dy, y.Columns);
                for (var i = 0; i < y.Columns; i++)
                {
                    dx[i] += p[i] * (dy[i] - mean);
                }
            }
        }

        public override bool ReadsResult => true;
    }

    /// <summary>Log softmax over planes: dx = dy - e^y Σ dy.</summary>
    internal sealed class LogSoftmaxOperation : Operation
    {
        public static readonly LogSoftmaxOperation Instance = new LogSoftmaxOperation();

        public override void GoBack(TapeTensor y)
        {
            var kernel = new LogSoftmaxSlopeKernel
            {
                Classes = y.Origin.Count, Apart = y.Origin.Apart, Y = y.Block, Slope = y.Slope,
            };
            kernel.Z = y.Origin.A!.SlopeFor(out kernel.Add);
            Simd.Run(y.Tape.Width, ref kernel);
        }

        public override bool ReadsResult => true;
    }

    /// <summary>-log softmax(x)[target]: dx = (softmax(x) - target) dy, where softmax(x) is.</summary>
    internal sealed unsafe class CrossEntropyOperation : Operation
    {
        public static readonly CrossEntropyOperation Instance = new CrossEntropyOperation();

        public override void GoBack(TapeTensor y)
        {
            var logits = y.Origin.A!;
            var targets = y.Origin.Targets.Span;
            for (var r = 0; r < y.Rows; r++)
            {
                var target = targets[r];
                if (target >= logits.Columns)
                {
                    throw new InvalidOperationException(
                        "Targets must stay as they were until the backward pass is over, but that of row "
                        + $"{r} is {target} now.");
                }

                var probabilities = logits.Block.One(r);
                if (target < 0)
                {
                    // Whatever padding holds.
                    probabilities.Span(0).Clear();
                    continue;
                }

                var slope = *y.Slope.Row(r);
                var scale = new SlopeKernel<ScaleSlope>
                {
                    Function = new ScaleSlope(slope), X = probabilities, Y = probabilities, Z = probabilities,
                };
                Simd.Run(y.Tape.Width, ref scale);
                probabilities.At[target] -= slope;
            }

            logits.TakeValuesAsSlope();
        }
    }

    /// <summary>-log Bernoulli(t | σ(x)): dx = (σ(x) - t) dy.</summary>
    internal sealed unsafe class BernoulliOperation : Operation
    {
        public static readonly BernoulliOperation Instance = new BernoulliOperation();

        public override void GoBack(TapeTensor y)
        {
            TapeTensor logits = y.Origin.A!, target = y.Origin.B!;
            var sum = logits.SlopeFor(out var add);
            for (var r = 0; r < y.Rows; r++)
            {
                var slope = new SlopeKernel<BernoulliSlope>
                {
                    Function = new BernoulliSlope(*y.Slope.Row(r)),
                    X = logits.Block.One(r),
                    Y = target.Block.One(r),
                    Add = add,
                    Z = sum.One(r),
                };
                Simd.Run(y.Tape.Width, ref slope);
            }
        }
    }

    /// <summary>DRAW's filters.</summary>
    internal sealed class FilterBankOperation : Operation
    {
        public static readonly FilterBankOperation Instance = new FilterBankOperation();

        public override void GoBack(TapeTensor y)
        {
            ref var origin = ref y.Origin;
            FilterBanks.AddSlopes(
                origin.A!.Block, origin.Start, origin.Count, origin.Longest, origin.Wraps, y.Block, y.Slope,
                origin.A.ZeroedSlope());
        }

        public override bool ReadsResult => true;
    }

    /// <summary>Gates that open once a period.</summary>
    internal sealed class TimeGateOperation : Operation
    {
        public static readonly TimeGateOperation Instance = new TimeGateOperation();

        public override void GoBack(TapeTensor y)
        {
            ref var origin = ref y.Origin;
            if (origin.A!.NeedsGradient)
            {
                TimeGates.AddSlopes(
                    origin.A.Block, origin.B!.Block, origin.Factor, y.Slope, origin.A.ZeroedSlope());
            }
        }
    }

    /// <summary>Rows with mean 0 and variance 1.</summary>
    internal sealed class NormaliseOperation : Operation
    {
        public static readonly NormaliseOperation Instance = new NormaliseOperation();

        public override void GoBack(TapeTensor y)
        {
            var x = y.Origin.A!;
            Normalisation.AddSlopes(x.Block, y.Block, y.Slope, x.ZeroedSlope());
        }

        public override bool ReadsResult => true;
    }
}
