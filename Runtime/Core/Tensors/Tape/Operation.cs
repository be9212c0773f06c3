#nullable enable

namespace RnnGen
{
    /// <summary>The way back through one kind of operation.</summary>
    /// <remarks>An operation holds nothing; what it needs is the <see cref="Origin"/> of the result.</remarks>
    internal abstract class Operation
    {
        /// <summary>Passes the slope of a result on to what it was made from.</summary>
        public abstract void GoBack(TapeTensor y);

        /// <summary>Whether the way back reads the values of the result, which must not be overwritten.</summary>
        public virtual bool ReadsResult => false;
    }

    /// <summary>y = a + b.</summary>
    internal sealed class AddOperation : Operation
    {
        public static readonly AddOperation Instance = new AddOperation();

        public override void GoBack(TapeTensor y)
        {
            y.Origin.B!.Gain(default(SameSlope), y.Slope, y.Slope);
            y.HandOnTo(y.Origin.A!);
        }
    }

    /// <summary>y = a - b.</summary>
    internal sealed class SubtractOperation : Operation
    {
        public static readonly SubtractOperation Instance = new SubtractOperation();

        public override void GoBack(TapeTensor y)
        {
            y.Origin.B!.Gain(new ScaleSlope(-1), y.Slope, y.Slope);
            y.HandOnTo(y.Origin.A!);
        }
    }

    /// <summary>y = a ∘ b.</summary>
    internal sealed class MultiplyOperation : Operation
    {
        public static readonly MultiplyOperation Instance = new MultiplyOperation();

        public override void GoBack(TapeTensor y)
        {
            TapeTensor a = y.Origin.A!, b = y.Origin.B!;
            a.Gain(default(ProductMap), b.Block, y.Slope);
            b.Gain(default(ProductMap), a.Block, y.Slope);
        }
    }

    /// <summary>y = factor · a + offset.</summary>
    internal sealed class ScaleOperation : Operation
    {
        public static readonly ScaleOperation Instance = new ScaleOperation();

        public override void GoBack(TapeTensor y)
        {
            y.Origin.A!.Gain(new ScaleSlope(y.Origin.Factor), y.Slope, y.Slope);
        }
    }

    /// <summary>y = f(a), where the slope is a function F of the result.</summary>
    internal sealed class FunctionOperation<F> : Operation
        where F : struct, IMap2
    {
        public static readonly FunctionOperation<F> Instance = new FunctionOperation<F>();

        public override void GoBack(TapeTensor y)
        {
            y.Origin.A!.Gain(default(F), y.Block, y.Slope);
        }

        public override bool ReadsResult => true;
    }

    /// <summary>y = log a.</summary>
    internal sealed class LogOperation : Operation
    {
        public static readonly LogOperation Instance = new LogOperation();

        public override void GoBack(TapeTensor y)
        {
            y.Origin.A!.Gain(default(LogSlope), y.Origin.A!.Block, y.Slope);
        }
    }
}
