namespace RnnGen.Training;

/// <summary>
/// Represents sequences of the adding problem (Hochreiter and Schmidhuber, 1997): numbers in [0, 1), two of them
/// marked, whose sum must be told at the end.
/// </summary>
internal sealed class AddingBatch
{
    /// <summary>The number, its mark, and a constant 1, by which cells without biases have them.</summary>
    public const int Inputs = 3;

    /// <summary>The error of who always says 1: the variance of a sum of two such numbers.</summary>
    public const double Guessing = 1.0 / 6;

    private readonly float[] heard;
    private readonly float[] sums;
    private readonly int rows;

    /// <param name="rows">How many, side by side.</param>
    /// <param name="steps">Their length.</param>
    /// <param name="rng">Where numbers and places come from: any two places of the whole sequence.</param>
    public AddingBatch(int rows, int steps, Rng rng)
    {
        this.rows = rows;
        Steps = steps;
        heard = new float[steps * rows * Inputs];
        sums = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            var first = rng.Below(steps);
            var second = rng.Below(steps - 1);
            second += second >= first ? 1 : 0;
            for (var t = 0; t < steps; t++)
            {
                var x = heard.AsSpan(((t * rows) + row) * Inputs, Inputs);
                x[0] = rng.Uniform();
                x[1] = t == first || t == second ? 1 : 0;
                x[2] = 1;
                sums[row] += x[0] * x[1];
            }
        }
    }

    /// <summary>Makes what some rows hear in a step.</summary>
    public Tensor At(RowShare share, int step)
    {
        var from = heard.AsSpan(((step * rows) + share.First) * Inputs, share.Count * Inputs);
        return share.On.From(from, share.Count, Inputs);
    }

    /// <summary>Makes the sums of some rows, a column.</summary>
    public Tensor Sums(RowShare share) => share.On.From(sums.AsSpan(share.First, share.Count), share.Count, 1);

    /// <summary>Gets the length.</summary>
    public int Steps { get; }
}
