namespace RnnGen.Training;

/// <summary>Represents pictures of digits, and what they say.</summary>
/// <param name="Pictures">28 x 28 pixels, 0 to 255, row by row.</param>
/// <param name="Labels">The digit in each.</param>
internal sealed record HandwrittenDigits(IReadOnlyList<byte[]> Pictures, byte[] Labels)
{
    /// <summary>The pixels along a side.</summary>
    public const int Side = 28;

    // Of the 60,000 digits: the last 10,000 are for the test.
    private const int TrainingDigits = 50_000;

    /// <summary>Reads MNIST's training files, and splits them: no digit is in both sets.</summary>
    public static (HandwrittenDigits Training, HandwrittenDigits Test) Read()
    {
        var folder = SharedData.PathOf("mnist");
        using var pictures = File.OpenRead(Path.Combine(folder, "train-images-idx3-ubyte.gz"));
        using var labels = File.OpenRead(Path.Combine(folder, "train-labels-idx1-ubyte.gz"));
        byte[][] digits = [.. IdxFile.ReadPictures(pictures).Select(Grey)];
        var said = IdxFile.ReadLabels(labels);
        return (
            new HandwrittenDigits(digits[..TrainingDigits], said[..TrainingDigits]),
            new HandwrittenDigits(digits[TrainingDigits..], said[TrainingDigits..]));
    }

    private static byte[] Grey(Picture picture)
    {
        var grey = new byte[picture.Width * picture.Height];
        for (var i = 0; i < grey.Length; i++)
        {
            grey[i] = picture.Pixels[i * Picture.Channels];
        }

        return grey;
    }

    /// <summary>Gets the number of digits.</summary>
    public int Count => Pictures.Count;
}
