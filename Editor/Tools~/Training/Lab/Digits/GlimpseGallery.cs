namespace RnnGen.Training;

/// <summary>
/// Shows where a network looks in some pictures, a row each, and what it sees there, a column a glimpse.
/// </summary>
internal sealed class GlimpseGallery
{
    private const int Filters = GlimpsingNetwork.Filters;
    private const double Ink = 0.6;

    private readonly int side;
    private readonly double[,] places;
    private readonly double[,] seen;

    /// <param name="network">The network.</param>
    /// <param name="batch">The pictures.</param>
    /// <param name="glimpses">How often it looks.</param>
    public GlimpseGallery(GlimpsingNetwork network, DigitBatch batch, int glimpses)
    {
        side = batch.Side;
        var rows = batch.Count;
        places = new double[rows * side, glimpses * side];
        seen = new double[rows * Filters, glimpses * Filters];
        var share = new RowShare(new CpuBackend(), 0, rows);
        var images = batch.Images(share);
        var state = network.Eye.InitialState(share.On, rows);
        for (var glimpse = 0; glimpse < glimpses; glimpse++)
        {
            var look = network.Eye.Look(images, state);
            for (var row = 0; row < rows; row++)
            {
                Show(images.Row(row), network.Eye.AreaOf(state, row), row, glimpse);
                Show(look.Row(row), row, glimpse);
            }

            network.Eye.Step(images, ref state);
        }
    }

    /// <summary>Draws a picture, and a frame as large as the grid of filters around where the network looks.</summary>
    private void Show(ReadOnlySpan<float> image, StrokeArea area, int row, int glimpse)
    {
        for (var i = 0; i < image.Length; i++)
        {
            var (y, x) = (i / side, i % side);
            var outside = Math.Max(Math.Abs(x + 0.5 - area.X), Math.Abs(y + 0.5 - area.Y)) - area.Side / 2;
            places[row * side + y, glimpse * side + x] = outside is > -1 and <= 0 ? 1 : Ink * image[i];
        }
    }

    /// <summary>Draws a glimpse, its brightest place white.</summary>
    private void Show(ReadOnlySpan<float> look, int row, int glimpse)
    {
        var brightest = 1e-6f;
        foreach (var light in look)
        {
            brightest = Math.Max(brightest, light);
        }

        for (var i = 0; i < look.Length; i++)
        {
            seen[row * Filters + i / Filters, glimpse * Filters + i % Filters] = look[i] / brightest;
        }
    }

    /// <summary>Gets what there is to see.</summary>
    public IReadOnlyList<Chart> Charts =>
    [
        new Chart("Where it looks, glimpse by glimpse", "", "") { Grid = places },
        new Chart("What it sees there", "", "") { Grid = seen },
    ];
}
