namespace RnnGen.Training;

/// <summary>Represents sequences of bits to be heard, and what must be answered, side by side in rows.</summary>
/// <param name="rows">The number of sequences.</param>
/// <param name="steps">The number of steps of each.</param>
/// <param name="inputs">The bits heard in a step.</param>
/// <param name="outputs">The bits answered in a step.</param>
internal sealed class BitEpisode(int rows, int steps, int inputs, int outputs)
{
    private readonly float[] heard = new float[steps * rows * inputs];
    private readonly float[] wanted = new float[steps * rows * outputs];

    /// <summary>Gets the number heard at one place, to read or write.</summary>
    public ref float Input(int step, int row, int column) => ref heard[((step * rows + row) * inputs) + column];

    /// <summary>Gets the bit to be answered at one place, to read or write.</summary>
    public ref float Target(int step, int row, int column) => ref wanted[((step * rows + row) * outputs) + column];

    /// <summary>Makes what some rows hear in a step.</summary>
    public Tensor Inputs(RowShare share, int step)
    {
        var from = heard.AsSpan((step * rows + share.First) * inputs, share.Count * inputs);
        return share.On.From(from, share.Count, inputs);
    }

    /// <summary>Makes what some rows must answer in a step.</summary>
    public Tensor Targets(RowShare share, int step)
    {
        var from = wanted.AsSpan((step * rows + share.First) * outputs, share.Count * outputs);
        return share.On.From(from, share.Count, outputs);
    }

    /// <summary>Gets the number of sequences.</summary>
    public int Rows => rows;

    /// <summary>Gets the number of steps.</summary>
    public int Steps => steps;

    /// <summary>Gets the bits answered in a step.</summary>
    public int Outputs => outputs;

    /// <summary>Gets or sets the first step that is answered; what is said before counts for nothing.</summary>
    public required int FirstAnswer { get; init; }

    /// <summary>Gets the bits that each row answers.</summary>
    public int Bits => (steps - FirstAnswer) * outputs;
}
