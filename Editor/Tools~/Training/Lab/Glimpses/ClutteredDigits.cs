namespace RnnGen.Training;

/// <summary>
/// Represents digits that are shown at chance places of a larger picture, among pieces of other digits (cluttered
/// MNIST; Mnih et al. 2014, section 4.1).
/// </summary>
/// <remarks>
/// A piece is 8 x 8 pixels from any place of any digit of the set, laid anywhere; where things lie over each other
/// their light adds up, to 1 at most.
/// </remarks>
internal sealed class ClutteredDigits
{
    /// <summary>The pixels along a side of a digit.</summary>
    public const int DigitSide = 28;

    private const int PieceSide = 8;

    // Of the 60,000 digits: the last 10,000 are for the test.
    private const int TrainingDigits = 50_000;

    private readonly IReadOnlyList<byte[]> digits;
    private readonly byte[] labels;
    private readonly int pieces;

    /// <param name="digits">Digits of 28 x 28 pixels, 0 to 255, row by row.</param>
    /// <param name="labels">What each of them says.</param>
    /// <param name="side">The pixels along a side of the pictures that are made.</param>
    /// <param name="pieces">The pieces in a picture.</param>
    public ClutteredDigits(IReadOnlyList<byte[]> digits, byte[] labels, int side, int pieces)
    {
        this.digits = digits;
        this.labels = labels;
        this.pieces = pieces;
        Side = side;
    }

    /// <summary>Reads MNIST's training files, and splits them: no digit, nor piece of one, is in both sets.</summary>
    public static (ClutteredDigits Training, ClutteredDigits Test) Read(int side, int pieces)
    {
        var folder = SharedData.PathOf("mnist");
        using var pictures = File.OpenRead(Path.Combine(folder, "train-images-idx3-ubyte.gz"));
        using var labels = File.OpenRead(Path.Combine(folder, "train-labels-idx1-ubyte.gz"));
        byte[][] digits = [.. IdxFile.ReadPictures(pictures).Select(Grey)];
        var said = IdxFile.ReadLabels(labels);
        return (
            new ClutteredDigits(digits[..TrainingDigits], said[..TrainingDigits], side, pieces),
            new ClutteredDigits(digits[TrainingDigits..], said[TrainingDigits..], side, pieces));
    }

    /// <summary>Makes pictures of digits that chance picks.</summary>
    public DigitBatch Make(int rows, Rng rng)
    {
        return Make([.. Enumerable.Range(0, rows).Select(_ => rng.Below(digits.Count))], rng);
    }

    /// <summary>Makes pictures of given digits, at places and among pieces that chance picks.</summary>
    public DigitBatch Make(IReadOnlyList<int> chosen, Rng rng)
    {
        var pixels = new float[chosen.Count * Side * Side];
        for (var row = 0; row < chosen.Count; row++)
        {
            var picture = pixels.AsSpan(row * Side * Side, Side * Side);
            for (var piece = 0; piece < pieces; piece++)
            {
                Lay(rng.Below(digits.Count), PieceSide, rng, picture);
            }

            Lay(chosen[row], DigitSide, rng, picture);
            foreach (ref var light in picture)
            {
                light = Math.Min(1, light);
            }
        }

        return new DigitBatch(pixels, [.. chosen.Select(index => (int)labels[index])], Side);
    }

    /// <summary>Adds a square piece of a digit, from any place of it, at any place of a picture.</summary>
    private void Lay(int index, int size, Rng rng, Span<float> picture)
    {
        var (fromX, fromY) = (rng.Below(DigitSide - size + 1), rng.Below(DigitSide - size + 1));
        var (toX, toY) = (rng.Below(Side - size + 1), rng.Below(Side - size + 1));
        for (var y = 0; y < size; y++)
        {
            var from = digits[index].AsSpan((fromY + y) * DigitSide + fromX, size);
            var to = picture.Slice((toY + y) * Side + toX, size);
            for (var x = 0; x < size; x++)
            {
                to[x] += from[x] / (float)byte.MaxValue;
            }
        }
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
    public int Count => digits.Count;

    /// <summary>Gets the pixels along a side of a picture.</summary>
    public int Side { get; }
}

/// <summary>Represents pictures side by side.</summary>
/// <param name="Pixels">Their light, in [0, 1], [pictures][height][width].</param>
/// <param name="Labels">The digit in each.</param>
/// <param name="Side">The pixels along a side.</param>
internal sealed record DigitBatch(float[] Pixels, int[] Labels, int Side)
{
    /// <summary>Makes a tensor of some of the pictures.</summary>
    public Tensor Images(RowShare share)
    {
        var size = Side * Side;
        return share.On.From(Pixels.AsSpan(share.First * size, share.Count * size), share.Count, size);
    }
}
