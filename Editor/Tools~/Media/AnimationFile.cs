using SkiaSharp;

namespace RnnGen.Media;

/// <summary>Provides reading of pictures that move.</summary>
public static class AnimationFile
{
    /// <summary>The endings of the files that can be read, in small letters, with the dot.</summary>
    public static readonly IReadOnlyList<string> Endings = [.. PictureFile.Endings, ".apng"];

    private const int MostFrames = 10_000;

    /// <summary>Reads all frames of a GIF, WebP or animated PNG; one of any other picture.</summary>
    /// <param name="stream">The bytes of the file, from here to the end.</param>
    /// <returns>The frames as they are shown, each whole.</returns>
    /// <exception cref="PictureFormatException">The bytes are not a picture, damaged, or it is too large.</exception>
    public static IReadOnlyList<Picture> Read(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var bytes = copy.ToArray();
        if (ApngFrames.Read(bytes) is { } animated)
        {
            return animated;
        }

        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        var count = codec?.FrameCount ?? 0;
        if (count <= 1)
        {
            return [PictureFile.Read(new MemoryStream(bytes))];
        }

        var (width, height) = (codec!.Info.Width, codec.Info.Height);
        RequireSize(count, width, height);
        var frames = new Picture[count];
        var about = codec.FrameInfo;
        for (var i = 0; i < count; i++)
        {
            frames[i] = new Picture(width, height);
            var before = about[i].RequiredFrame;
            if (before >= 0)
            {
                frames[before].Pixels.CopyTo(frames[i].Pixels, 0);
            }

            Fill(codec, frames[i], i, before);
        }

        return frames;
    }

    /// <summary>Requires that an animation has frames, and no more or larger ones than are read.</summary>
    /// <exception cref="PictureFormatException">It has not.</exception>
    internal static void RequireSize(int frames, int width, int height)
    {
        var isReadable = frames is >= 1 and <= MostFrames
            && width is >= 1 and <= Picture.LargestSide && height is >= 1 and <= Picture.LargestSide
            && (long)width * height * frames <= PictureFile.LargestArea;
        if (!isReadable) throw new PictureFormatException(
            $"An animation of 1 to {MostFrames} frames and {PictureFile.LargestArea >> 20} million pixels, of sides of "
            + $"at most {Picture.LargestSide}, was expected, and it has {frames} frames of {(uint)width} x "
            + $"{(uint)height}.");
    }

    private static unsafe void Fill(SKCodec codec, Picture to, int frame, int before)
    {
        fixed (byte* pixels = to.Pixels)
        {
            var layout = new SKImageInfo(to.Width, to.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
            var result = codec.GetPixels(layout, (nint)pixels, new SKCodecOptions(frame, before));
            if (result != SKCodecResult.Success)
            {
                throw new PictureFormatException(
                    $"A whole animation was expected, and frame {frame + 1} is damaged ({result}).");
            }
        }
    }
}
