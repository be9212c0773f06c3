namespace RnnGen.Media;

/// <summary>Shows where a stroke was painted, as in the figures of Gregor et al. (2015).</summary>
public static class StrokeFrame
{
    private const int ThickestPart = 8;

    /// <summary>Draws a red frame around the area, whose border is as thick as the filters are blurred.</summary>
    /// <param name="picture">The picture that is drawn on.</param>
    /// <param name="stroke">Where the stroke was painted, in its pixels.</param>
    /// <param name="wraps">Whether what leaves on one side comes back on the other.</param>
    public static void Draw(Picture picture, StrokeArea stroke, bool wraps)
    {
        var half = stroke.Side / 2;
        var most = Math.Max(1, Math.Min(picture.Width, picture.Height) / ThickestPart);
        var thickness = Math.Clamp(MathF.Round(stroke.Spread), 1, most);
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                // How far the middle of the pixel is outside of the square, below 0 if inside.
                var across = Distance(x + 0.5f, stroke.X, picture.Width, wraps);
                var down = Distance(y + 0.5f, stroke.Y, picture.Height, wraps);
                var outside = Math.Max(across, down) - half;
                if (outside > -thickness / 2 && outside <= thickness / 2)
                {
                    new byte[] { 255, 0, 0, 255 }.CopyTo(picture.Pixels, (y * picture.Width + x) * Picture.Channels);
                }
            }
        }
    }

    /// <summary>Gets how far two places are apart, on a ring the shorter way.</summary>
    private static float Distance(float one, float other, int around, bool wraps)
    {
        var distance = Math.Abs(one - other);
        return wraps ? Math.Abs(distance - around * MathF.Round(distance / around)) : distance;
    }
}
