namespace RnnGen.Training;

/// <summary>Represents digits that lie about in the cells of a grid, to be read line by line.</summary>
/// <remarks>
/// Of 4 x 4 cells chance fills 5, each with a digit at half its size, shifted by up to 2 pixels. The pixels of a
/// picture lie cell by cell: [cells][height][width].
/// </remarks>
/// <param name="digits">What they are made from.</param>
internal sealed class DigitGrid(HandwrittenDigits digits) : DigitPictures(digits)
{
    /// <summary>The digits in a picture.</summary>
    public const int Filled = 5;

    /// <summary>The cells along a side of a picture.</summary>
    public const int CellsAcross = 4;

    /// <summary>The cells of a picture.</summary>
    public const int Cells = CellsAcross * CellsAcross;

    /// <summary>The pixels along a side of a cell.</summary>
    public const int CellSide = 16;

    private const int DigitSide = HandwrittenDigits.Side / 2;

    /// <inheritdoc/>
    /// <remarks>In cells that chance picks; the first of a picture in the first of them.</remarks>
    public override DigitBatch Make(IReadOnlyList<int> chosen, Rng rng)
    {
        const int CellSize = CellSide * CellSide;
        var pixels = new float[chosen.Count / Filled * Cells * CellSize];
        for (var next = 0; next < chosen.Count; next += Filled)
        {
            var picture = pixels.AsSpan(next / Filled * Cells * CellSize, Cells * CellSize);
            var laid = 0;
            for (var cell = 0; cell < Cells; cell++)
            {
                // Every choice of cells is as likely.
                if (rng.Below(Cells - cell) < Filled - laid)
                {
                    Lay(chosen[next + laid], rng, picture.Slice(cell * CellSize, CellSize));
                    laid++;
                }
            }
        }

        return new DigitBatch(pixels, Labels(chosen), CellsAcross * CellSide);
    }

    /// <summary>Finds the cells of a picture in which a digit is, in the order of reading.</summary>
    public static int[] CellsOf(ReadOnlySpan<float> picture)
    {
        var cells = picture.ToArray().Chunk(CellSide * CellSide);
        return [.. cells.Index().Where(cell => cell.Item.Any(light => light > 0)).Select(cell => cell.Index)];
    }

    /// <summary>Draws a digit somewhere in a cell; each pixel is the mean of four.</summary>
    private void Lay(int index, Rng rng, Span<float> cell)
    {
        var digit = Digits.Pictures[index];
        var (left, top) = (rng.Below(CellSide - DigitSide + 1), rng.Below(CellSide - DigitSide + 1));
        for (var i = 0; i < digit.Length; i++)
        {
            var (y, x) = (i / HandwrittenDigits.Side / 2, i % HandwrittenDigits.Side / 2);
            cell[(top + y) * CellSide + left + x] += digit[i] / (4f * byte.MaxValue);
        }
    }

    /// <inheritdoc/>
    public override int PerPicture => Filled;
}
