using SkiaSharp;

namespace RnnGen.Media;

/// <summary>Provides reading and writing of pictures as files.</summary>
public static class PictureFile
{
    /// <summary>The largest picture that is read, in pixels: a file of some kilobytes can claim gigabytes.</summary>
    public const long LargestArea = 64L << 20;

    /// <summary>The endings of the files that can be read, in small letters, with the dot.</summary>
    public static readonly IReadOnlyList<string> Endings = [".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif"];

    /// <summary>Reads a picture: PNG, JPEG, WebP, BMP, or the first frame of a GIF.</summary>
    /// <param name="stream">The bytes of the file, from here to the end.</param>
    /// <returns>The picture, upright where the file says how the camera was held.</returns>
    /// <exception cref="PictureFormatException">The bytes are not a picture, damaged, or it is too large.</exception>
    public static Picture Read(Stream stream)
    {
        using var data = SKData.Create(stream);
        using var codec = data == null ? null : SKCodec.Create(data);
        if (codec == null)
        {
            throw new PictureFormatException("A PNG, JPEG, WebP, BMP or GIF was expected, and it is none.");
        }

        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if ((long)width * height > LargestArea || Math.Max(width, height) > Picture.LargestSide)
        {
            throw new PictureFormatException(
                $"A picture of at most {LargestArea >> 20} million pixels, of sides of at most {Picture.LargestSide}, "
                + $"was expected, and it is {width} x {height}.");
        }

        var read = new Picture(width, height);
        var result = Fill(codec, read);
        return result == SKCodecResult.Success
            ? Upright(read, codec.EncodedOrigin)
            : throw new PictureFormatException($"A whole picture was expected, and it is damaged ({result}).");
    }

    /// <summary>Writes a picture as PNG, without loss.</summary>
    public static void WritePng(Picture picture, Stream stream)
    {
        using var image = SKImage.FromPixelCopy(Layout(picture), picture.Pixels);
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        data.SaveTo(stream);
    }

    /// <summary>Writes a picture as PNG, without loss, with what it says about itself.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="texts">Texts by name, as the chunks tEXt and iTXt have them.</param>
    /// <param name="stream">Where to.</param>
    public static void WritePng(Picture picture, IReadOnlyDictionary<string, string> texts, Stream stream)
    {
        using var png = new MemoryStream();
        WritePng(picture, png);
        stream.Write(PngChunks.Signature);
        foreach (var (type, data) in PngChunks.Of(png.ToArray()))
        {
            PngChunks.Write(stream, type, data.Span);
            if (type == "IHDR") PngChunks.WriteTexts(stream, texts);
        }
    }

    private static unsafe SKCodecResult Fill(SKCodec codec, Picture picture)
    {
        fixed (byte* pixels = picture.Pixels)
        {
            return codec.GetPixels(Layout(picture), (nint)pixels);
        }
    }

    private static SKImageInfo Layout(Picture picture)
    {
        return new(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
    }

    /// <summary>Turns a picture as its EXIF origin says: 1 to 8, of which 5 to 8 exchange rows and columns.</summary>
    private static Picture Upright(Picture from, SKEncodedOrigin origin)
    {
        if (origin is SKEncodedOrigin.TopLeft) return from;
        var turned = (int)origin >= 5;
        var to = turned ? new Picture(from.Height, from.Width) : new Picture(from.Width, from.Height);
        var mirrored = origin is SKEncodedOrigin.TopRight or SKEncodedOrigin.BottomRight
            or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom;
        var flipped = origin is SKEncodedOrigin.BottomRight or SKEncodedOrigin.BottomLeft
            or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        for (var y = 0; y < to.Height; y++)
        {
            for (var x = 0; x < to.Width; x++)
            {
                var (column, row) = (mirrored ? to.Width - 1 - x : x, flipped ? to.Height - 1 - y : y);
                var at = turned ? column * from.Width + row : row * from.Width + column;
                from.Pixels.AsSpan(at * Picture.Channels, Picture.Channels)
                    .CopyTo(to.Pixels.AsSpan((y * to.Width + x) * Picture.Channels));
            }
        }

        return to;
    }
}
