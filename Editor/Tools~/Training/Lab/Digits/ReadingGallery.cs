namespace RnnGen.Training;

/// <summary>
/// Shows where a network looks while it reads pictures, a row each, a column a digit: the more it looks at a cell
/// of the grid, the brighter.
/// </summary>
internal sealed class ReadingGallery
{
    private const int Side = DigitGrid.CellsAcross * DigitGrid.CellSide;
    private const int Gap = 2;
    private const double Ink = 0.5;

    private readonly double[,] shades;

    /// <param name="network">The network.</param>
    /// <param name="batch">The pictures.</param>
    public ReadingGallery(DigitReader network, DigitBatch batch)
    {
        shades = new double[(batch.Count * (Side + Gap)) - Gap, (DigitGrid.Filled * (Side + Gap)) - Gap];
        for (var i = 0; i < shades.Length; i++)
        {
            shades[i / shades.GetLength(1), i % shades.GetLength(1)] = 1;
        }

        var images = batch.Images(new RowShare(new CpuBackend(), 0, batch.Count));
        foreach (var (digit, (_, shares)) in network.Read(images).Index())
        {
            for (var row = 0; row < batch.Count; row++)
            {
                Show(images.Row(row), shares.Row(row), row, digit);
            }
        }
    }

    private void Show(ReadOnlySpan<float> image, ReadOnlySpan<float> shares, int row, int digit)
    {
        for (var i = 0; i < image.Length; i++)
        {
            var (place, pixel) = Math.DivRem(i, DigitGrid.CellSide * DigitGrid.CellSide);
            var y = (place / DigitGrid.CellsAcross * DigitGrid.CellSide) + (pixel / DigitGrid.CellSide);
            var x = (place % DigitGrid.CellsAcross * DigitGrid.CellSide) + (pixel % DigitGrid.CellSide);
            shades[(row * (Side + Gap)) + y, (digit * (Side + Gap)) + x] =
                (Ink * image[i]) + ((1 - Ink) * shares[place]);
        }
    }

    /// <summary>Gets what there is to see.</summary>
    public Chart Chart => new("Where it looks, digit by digit", "", "") { Grid = shades };
}
