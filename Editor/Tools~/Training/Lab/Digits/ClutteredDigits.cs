namespace RnnGen.Training;

/// <summary>
/// Represents digits that are shown at chance places of a larger picture, among pieces of other digits (cluttered
/// MNIST; Mnih et al. 2014, section 4.1).
/// </summary>
/// <remarks>
/// A piece is 8 x 8 pixels from any place of any digit of the set, laid anywhere; where things lie over each other
/// their light adds up, to 1 at most.
/// </remarks>
/// <param name="digits">What they are made from.</param>
/// <param name="side">The pixels along a side of a picture.</param>
/// <param name="pieces">The pieces in a picture.</param>
internal sealed class ClutteredDigits(HandwrittenDigits digits, int side, int pieces) : DigitPictures(digits)
{
    private const int PieceSide = 8;

    /// <inheritdoc/>
    /// <remarks>Each at a place, and among pieces, that chance picks.</remarks>
    public override DigitBatch Make(IReadOnlyList<int> chosen, Rng rng)
    {
        var pixels = new float[chosen.Count * side * side];
        for (var row = 0; row < chosen.Count; row++)
        {
            var picture = pixels.AsSpan(row * side * side, side * side);
            for (var piece = 0; piece < pieces; piece++)
            {
                Lay(rng.Below(Digits.Count), PieceSide, rng, picture);
            }

            Lay(chosen[row], HandwrittenDigits.Side, rng, picture);
            foreach (ref var light in picture)
            {
                light = Math.Min(1, light);
            }
        }

        return new DigitBatch(pixels, Labels(chosen), side);
    }

    /// <summary>Adds a square piece of a digit, from any place of it, at any place of a picture.</summary>
    private void Lay(int index, int size, Rng rng, Span<float> picture)
    {
        const int DigitSide = HandwrittenDigits.Side;
        var (fromX, fromY) = (rng.Below(DigitSide - size + 1), rng.Below(DigitSide - size + 1));
        var (toX, toY) = (rng.Below(side - size + 1), rng.Below(side - size + 1));
        for (var y = 0; y < size; y++)
        {
            var from = Digits.Pictures[index].AsSpan((fromY + y) * DigitSide + fromX, size);
            var to = picture.Slice((toY + y) * side + toX, size);
            for (var x = 0; x < size; x++)
            {
                to[x] += from[x] / (float)byte.MaxValue;
            }
        }
    }

    /// <inheritdoc/>
    public override int PerPicture => 1;
}
