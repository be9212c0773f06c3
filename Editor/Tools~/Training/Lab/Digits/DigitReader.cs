namespace RnnGen.Training;

/// <summary>Represents a network that reads the digits in a grid one after the other.</summary>
/// <remarks>
/// <para>a = tanh(pixels of a cell · W + a row that tells the cell),  logits = [h c] · V + b</para>
/// where h and c are those of <see cref="SpatialAttentionCell"/>, which is told nothing but the picture: its input
/// is 0. Pooled, the picture is a single place, the mean of all.
/// </remarks>
internal sealed class DigitReader : DigitNetwork
{
    /// <summary>The pictures of a batch.</summary>
    public const int Rows = 32;

    private const double Rate = 4e-3;

    // As much of an annotation is to tell what is there at first as where it is: most pixels are dark.
    private const float PixelRange = 0.2f;

    private readonly bool isPooled;
    private readonly int channels;
    private readonly Parameter pixels;
    private readonly Parameter place;
    private readonly SpatialAttentionCell cell;
    private readonly Parameter weight;
    private readonly Parameter bias;

    /// <param name="seed">The seed of the first weights.</param>
    /// <param name="channels">The numbers by which a cell of the grid is known.</param>
    /// <param name="units">The units of the cell that reads.</param>
    /// <param name="isPooled">Whether it sees only the mean of all cells of the grid.</param>
    public DigitReader(ulong seed, int channels, int units, bool isPooled)
        : base(seed, Rows, Rate)
    {
        this.isPooled = isPooled;
        this.channels = channels;
        pixels = Parameters.Matrix("eye.pixels", DigitGrid.CellSide * DigitGrid.CellSide, channels, PixelRange);
        place = Parameters.Row("eye.place", DigitGrid.Cells * channels, -1, 1);
        cell = new SpatialAttentionCell(Parameters, "reader", 1, units, channels);
        weight = Parameters.Matrix("output.weight", cell.Outputs, Digits);
        bias = Parameters.Row("output.bias", Digits);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Answer(Tensor images) => [.. Read(images).Select(step => step.Logits)];

    /// <summary>Reads, and tells where it looks.</summary>
    /// <param name="images">The pictures.</param>
    /// <returns>For each digit its logits, and the share of each place in what was seen, row by row.</returns>
    public IEnumerable<(Tensor Logits, Tensor Shares)> Read(Tensor images)
    {
        var nothing = images.Backend.New(images.Rows, 1);
        var state = cell.InitialState(See(images));
        for (var digit = 0; digit < DigitGrid.Filled; digit++)
        {
            yield return (cell.Step(nothing, ref state).Linear(weight, bias), state.Weights);
        }
    }

    private Tensor See(Tensor images)
    {
        var (on, rows) = (images.Backend, images.Rows);
        var seen = images.Reshape(pixels.Inputs).Linear(pixels).Reshape(place.Outputs) + on.Repeat(place, rows);
        var annotations = seen.Tanh();
        return isPooled
            ? on.New(rows, DigitGrid.Cells).Scale(0, 1f / DigitGrid.Cells)
                .MatMul(annotations, new MatrixShape(1, DigitGrid.Cells, channels))
            : annotations;
    }
}
