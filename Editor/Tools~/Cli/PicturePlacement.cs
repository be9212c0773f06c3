namespace RnnGen.Cli;

/// <summary>Puts pictures side by side, and cuts them apart.</summary>
internal static class PicturePlacement
{
    /// <summary>Copies a picture to a place of a larger one.</summary>
    public static void Place(this Picture to, Picture from, int left, int top)
    {
        for (var y = 0; y < from.Height; y++)
        {
            from.Pixels.AsSpan(y * from.Width * Picture.Channels, from.Width * Picture.Channels)
                .CopyTo(to.Pixels.AsSpan(((top + y) * to.Width + left) * Picture.Channels));
        }
    }

    /// <summary>Copies a part of a picture.</summary>
    public static Picture Part(this Picture from, int left, int top, int width, int height)
    {
        var part = new Picture(width, height);
        for (var y = 0; y < height; y++)
        {
            from.Pixels.AsSpan(((top + y) * from.Width + left) * Picture.Channels, width * Picture.Channels)
                .CopyTo(part.Pixels.AsSpan(y * width * Picture.Channels));
        }

        return part;
    }
}
