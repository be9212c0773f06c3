namespace RnnGen.Training;

/// <summary>A picture cut to what can be seen of it: where no pixel is transparent, all that is not black.</summary>
/// <param name="Width">The pixels of a row.</param>
/// <param name="Height">The rows.</param>
/// <param name="Code">The pixels, as <see cref="PixelCode"/> writes them.</param>
/// <param name="IsSeen">Whether each pixel is seen.</param>
internal sealed record MovingShape(int Width, int Height, byte[] Code, bool[] IsSeen)
{
    private const byte Half = 128;

    private static readonly PixelCode grey = new(new DrawConfig { Output = "grey" });

    /// <summary>Cuts a picture; null if there is nothing to see.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="code">How pixels are written.</param>
    /// <param name="isBinary">
    /// Whether all that is seen is white, and, where no pixel is transparent, seen is what has half the brightness.
    /// </param>
    public static MovingShape? Cut(Picture picture, PixelCode code, bool isBinary)
    {
        var seen = SeenOf(picture, isBinary ? Half : (byte)1);
        var places = Enumerable.Range(0, seen.Length).Where(i => seen[i]).ToArray();
        if (places.Length == 0)
        {
            return null;
        }

        var (left, right) = (places.Min(i => i % picture.Width), places.Max(i => i % picture.Width));
        var (top, bottom) = (places[0] / picture.Width, places[^1] / picture.Width);
        var cut = new Picture(right - left + 1, bottom - top + 1);
        var isSeen = new bool[cut.Width * cut.Height];
        for (var i = 0; i < isSeen.Length; i++)
        {
            var from = ((top + (i / cut.Width)) * picture.Width) + left + (i % cut.Width);
            isSeen[i] = seen[from];
            var pixel = cut.Pixels.AsSpan(i * Picture.Channels, Picture.Channels);
            picture.Pixels.AsSpan(from * Picture.Channels, Picture.Channels).CopyTo(pixel);
            if (isBinary)
            {
                pixel.Fill(isSeen[i] ? byte.MaxValue : (byte)0);
            }
        }

        return new MovingShape(cut.Width, cut.Height, code.Write(cut), isSeen);
    }

    private static bool[] SeenOf(Picture picture, byte least)
    {
        var pixels = Enumerable.Range(0, picture.Width * picture.Height);
        return pixels.Any(i => AlphaOf(i) < Half)
            ? [.. pixels.Select(i => AlphaOf(i) >= Half)]
            : [.. grey.Write(picture).Select(brightness => brightness >= least)];

        byte AlphaOf(int pixel) => picture.Pixels[(pixel * Picture.Channels) + 3];
    }
}
