namespace RnnGen.Training;

/// <summary>Brings pictures to another size.</summary>
internal static class Scaling
{
    /// <summary>
    /// Fits a picture into one of another size, in its middle and as large as it can be; what it does not cover is
    /// transparent.
    /// </summary>
    /// <remarks>
    /// Each pixel is the mean over the area that it covers, in which transparent pixels have no colour. So a picture
    /// made larger keeps its hard edges.
    /// </remarks>
    public static Picture Fit(Picture picture, int width, int height)
    {
        var fitted = new Picture(width, height);
        var scale = Math.Max((double)picture.Width / width, (double)picture.Height / height);
        var (left, top) = ((width - picture.Width / scale) / 2, (height - picture.Height / scale) / 2);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var columns = Span((x - left) * scale, (x + 1 - left) * scale, picture.Width);
                var rows = Span((y - top) * scale, (y + 1 - top) * scale, picture.Height);
                Mean(picture, columns, rows, scale * scale)
                    .CopyTo(fitted.Pixels.AsSpan((y * width + x) * Picture.Channels));
            }
        }

        return fitted;
    }

    private static byte[] Mean(
        Picture picture, List<(int At, double Share)> columns, List<(int At, double Share)> rows, double area)
    {
        var sums = new double[Picture.Channels];
        foreach (var (y, down) in rows)
        {
            foreach (var (x, across) in columns)
            {
                var pixel = picture.Pixels.AsSpan((y * picture.Width + x) * Picture.Channels, Picture.Channels);
                var share = down * across * pixel[3];
                for (var i = 0; i < 3; i++)
                {
                    sums[i] += share * pixel[i];
                }

                sums[3] += share;
            }
        }

        var alpha = sums[3];
        return alpha > 0
            ? [Byte(sums[0] / alpha), Byte(sums[1] / alpha), Byte(sums[2] / alpha), Byte(alpha / area)]
            : new byte[Picture.Channels];
    }

    /// <summary>Gets the pixels that a stretch touches, with the length of each that it covers.</summary>
    private static List<(int At, double Share)> Span(double from, double to, int size)
    {
        var parts = new List<(int, double)>();
        for (var at = Math.Max(0, (int)Math.Floor(from)); at < Math.Min(size, to); at++)
        {
            parts.Add((at, Math.Min(to, at + 1) - Math.Max(from, at)));
        }

        return parts;
    }

    private static byte Byte(double value) => (byte)Math.Clamp(Math.Round(value), 0, byte.MaxValue);
}
