namespace RnnGen.Cli;

/// <summary>Puts pictures side by side, cuts them apart and enlarges them.</summary>
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

    /// <summary>Makes each pixel a square of so many each way.</summary>
    public static Picture Enlarged(this Picture from, int times)
    {
        var to = new Picture(from.Width * times, from.Height * times);
        for (var pixel = 0; pixel < to.Width * to.Height; pixel++)
        {
            var at = (pixel / to.Width / times * from.Width) + (pixel % to.Width / times);
            from.Pixels.AsSpan(at * Picture.Channels, Picture.Channels)
                .CopyTo(to.Pixels.AsSpan(pixel * Picture.Channels));
        }

        return to;
    }
}
