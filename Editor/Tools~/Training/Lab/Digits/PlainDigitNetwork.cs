namespace RnnGen.Training;

/// <summary>The baseline: two layers of tanh units that see the whole picture at once.</summary>
internal sealed class PlainDigitNetwork : DigitNetwork
{
    private readonly FeedForwardCell first;
    private readonly FeedForwardCell second;
    private readonly Parameter weight;
    private readonly Parameter bias;

    /// <param name="seed">The seed of the first weights.</param>
    /// <param name="side">The pixels along a side of the pictures.</param>
    /// <param name="cost">The multiplications for a picture, which decide of the units.</param>
    public PlainDigitNetwork(ulong seed, int side, int cost)
        : base(seed)
    {
        // u pixels + u² = cost.
        double half = 0.5 * side * side;
        var units = (int)(Math.Sqrt(half * half + cost) - half);
        first = new FeedForwardCell(Parameters, "first", side * side, units);
        second = new FeedForwardCell(Parameters, "second", units, units);
        weight = Parameters.Matrix("output.weight", units, Digits);
        bias = Parameters.Row("output.bias", Digits);
    }

    public override IReadOnlyList<Tensor> Answer(Tensor images)
    {
        var state = default(NoState);
        return [second.Step(first.Step(images, ref state), ref state).Linear(weight, bias)];
    }
}
