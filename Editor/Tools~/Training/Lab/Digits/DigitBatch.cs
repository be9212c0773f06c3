namespace RnnGen.Training;

/// <summary>Represents pictures side by side.</summary>
/// <param name="Pixels">Their light, in [0, 1], [pictures][side · side].</param>
/// <param name="Digits">The digits in them, as many in each.</param>
/// <param name="Side">The pixels along a side.</param>
internal sealed record DigitBatch(float[] Pixels, int[] Digits, int Side)
{
    /// <summary>Makes a tensor of some of the pictures.</summary>
    public Tensor Images(RowShare share)
    {
        var size = Side * Side;
        return share.Take(Pixels, size);
    }

    /// <summary>Gets what an answer must be: the one digit of a picture, or as many one after the other.</summary>
    public int LabelOf(int picture, int answer)
    {
        var each = Digits.Length / Count;
        return Digits[picture * each + answer % each];
    }

    /// <summary>Gets what an answer must be for some of the pictures.</summary>
    public int[] Labels(RowShare share, int answer)
    {
        return [.. Enumerable.Range(share.First, share.Count).Select(picture => LabelOf(picture, answer))];
    }

    /// <summary>Gets the number of pictures.</summary>
    public int Count => Pixels.Length / (Side * Side);
}
