namespace RnnGen.Training;

/// <summary>Represents a task of Graves, Wayne and Danihelka (2014): bits to be heard, kept and answered.</summary>
internal abstract class BitTask
{
    /// <summary>Makes sequences of one size.</summary>
    /// <param name="rows">How many, side by side.</param>
    /// <param name="size">The size.</param>
    /// <param name="rng">Where their bits come from.</param>
    public abstract BitEpisode Make(int rows, BitSize size, Rng rng);

    /// <summary>Draws a size to learn from.</summary>
    /// <param name="step">How many batches were learned from before: the range of sizes grows with them.</param>
    /// <param name="rng">What is drawn from.</param>
    public abstract BitSize Draw(int step, Rng rng);

    /// <summary>Gets the numbers heard in a step.</summary>
    public abstract int Inputs { get; }

    /// <summary>Gets the bits answered in a step.</summary>
    public abstract int Outputs { get; }
}

/// <summary>Represents how much a task asks for.</summary>
/// <param name="Length">The vectors, or items, heard.</param>
/// <param name="Times">How often they must be answered.</param>
internal readonly record struct BitSize(int Length, int Times = 1);
