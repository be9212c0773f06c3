namespace RnnGen.Training;

/// <summary>
/// The network of the paper: an LSTM that sees nothing of a picture but its glimpses, which it places itself, and
/// that says which digit it is after some of them.
/// </summary>
internal sealed class GlimpsingNetwork : DigitNetwork
{
    /// <summary>The filters along each side of a glimpse.</summary>
    public const int Filters = 12;

    private const int Units = 256;

    // Filters as blurred as they are far apart see next to nothing of a large picture.
    private const float Blur = 0.5f;

    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly IReadOnlyList<int> answers;

    /// <param name="seed">The seed of the first weights.</param>
    /// <param name="side">The pixels along a side of the pictures.</param>
    /// <param name="answers">After how many glimpses it answers, in ascending order.</param>
    public GlimpsingNetwork(ulong seed, int side, IReadOnlyList<int> answers)
        : base(seed)
    {
        this.answers = answers;
        Eye = new GlimpseCell(Parameters, "eye", side, side, Filters, Units, Blur);
        weight = Parameters.Matrix("output.weight", Units, Digits);
        bias = Parameters.Row("output.bias", Digits);
    }

    public override IReadOnlyList<Tensor> Answer(Tensor images)
    {
        var said = new List<Tensor>();
        var state = Eye.InitialState(images.Backend, images.Rows);
        for (var glimpse = 1; glimpse <= answers[^1]; glimpse++)
        {
            var hidden = Eye.Step(images, ref state);
            if (answers.Contains(glimpse))
            {
                said.Add(hidden.Linear(weight, bias));
            }
        }

        return said;
    }

    /// <summary>Gets the multiplications for a glimpse of a picture.</summary>
    public static int CostOf(int side) => Filters * side * (side + Filters) + 4 * Units * (Filters * Filters + Units);

    /// <summary>Gets what looks.</summary>
    public GlimpseCell Eye { get; }
}
