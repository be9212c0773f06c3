using System.Security.Cryptography;

namespace RnnGen.Training;

/// <summary>Represents pictures to learn from, and others to validate with.</summary>
/// <param name="Training">The pictures to learn from.</param>
/// <param name="Validation">The pictures to validate with.</param>
/// <param name="Rule">How they were split, in a few words.</param>
/// <param name="Option">What the command says of it, as " --valid DIR", or nothing.</param>
public sealed record ImageSplit(
    IReadOnlyList<LabelledPicture> Training, IReadOnlyList<LabelledPicture> Validation, string Rule, string Option)
{
    /// <summary>Splits pictures as <see cref="DataFolder.SplitByStem"/> does.</summary>
    public static ImageSplit ByName(IReadOnlyList<LabelledPicture> pictures, double validShare)
    {
        var isValid = DataFolder.SplitByStem([.. pictures.Select(picture => picture.Name)], validShare);
        return new ImageSplit(
            [.. pictures.Where((_, i) => !isValid[i])],
            [.. pictures.Where((_, i) => isValid[i])],
            DataFolder.SplitName(validShare),
            "")
        {
            Whole = pictures,
        };
    }

    /// <summary>Gets what tells the pictures apart, as a model sees them: what its card has.</summary>
    public CorpusDigest DigestFor(DrawModel model) => ImageData.For(model.Network.Config, this).Digest;

    /// <summary>Counts the pictures that are, pixel by pixel, among those to learn from.</summary>
    public int CountLearned(IReadOnlyList<LabelledPicture> pictures)
    {
        var learned = Training.Select(Hash).ToHashSet();
        return pictures.Count(picture => learned.Contains(Hash(picture)));

        static string Hash(LabelledPicture picture)
        {
            var pixels = Convert.ToHexString(SHA256.HashData(picture.Picture.Pixels));
            return $"{picture.Picture.Width} {pixels}";
        }
    }

    /// <summary>Gets or sets what was split by its names, in its order; null where the two were given apart.</summary>
    public IReadOnlyList<LabelledPicture>? Whole { get; init; }
}
