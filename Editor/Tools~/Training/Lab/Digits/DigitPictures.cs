namespace RnnGen.Training;

/// <summary>Represents pictures that are made up of handwritten digits, as it goes.</summary>
/// <param name="digits">What they are made from.</param>
internal abstract class DigitPictures(HandwrittenDigits digits)
{
    /// <summary>Makes pictures of digits that chance picks.</summary>
    public DigitBatch Make(int pictures, Rng rng)
    {
        return Make([.. Enumerable.Range(0, pictures * PerPicture).Select(_ => rng.Below(Digits.Count))], rng);
    }

    /// <summary>Makes pictures of given digits.</summary>
    /// <param name="chosen">Which digits of all, <see cref="PerPicture"/> for each picture.</param>
    /// <param name="rng">Where chance comes from.</param>
    public abstract DigitBatch Make(IReadOnlyList<int> chosen, Rng rng);

    /// <summary>Makes pictures in which each digit is shown once, some at a time.</summary>
    public IEnumerable<DigitBatch> All(int pictures, Rng rng)
    {
        return Enumerable.Range(0, Digits.Count).Chunk(pictures * PerPicture).Select(chosen => Make(chosen, rng));
    }

    /// <summary>Gets what digits say.</summary>
    protected int[] Labels(IReadOnlyList<int> chosen) => [.. chosen.Select(index => (int)Digits.Labels[index])];

    /// <summary>Gets the digits.</summary>
    public HandwrittenDigits Digits { get; } = digits;

    /// <summary>Gets how many digits a picture has.</summary>
    public abstract int PerPicture { get; }
}
