using System.Text;

namespace RnnGen.Media;

/// <summary>Provides writing of animated GIFs (GIF89a, and Netscape's extension to repeat).</summary>
public static class GifFile
{
    private const int TicksASecond = 100;
    private const int LeastTicks = 2;
    private const int LargestBlock = 255;

    /// <summary>Writes an animation that repeats for ever.</summary>
    /// <param name="frames">Pictures of one size, at least one. Half transparency is rounded.</param>
    /// <param name="rate">How fast they are shown, in hundredths of a second that do not drift.</param>
    /// <param name="comment">What the file says about itself, written as UTF-8.</param>
    /// <param name="stream">Where to.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is none of <see cref="Shows"/>.</exception>
    public static void Write(IReadOnlyList<Picture> frames, FrameRate rate, string comment, Stream stream)
    {
        if (!Shows(rate))
        {
            throw new ArgumentOutOfRangeException(
                nameof(rate), $"A GIF must show {Rates}, but was to show {rate}: choose such a rate.");
        }

        var palette = ColourTable.Of(frames);
        stream.Write("GIF89a"u8);
        Write(stream, frames[0].Width, frames[0].Height);
        stream.Write([0xF7, 0, 0]); // a table of 256 colours for all frames
        foreach (var (red, green, blue) in palette.Colours) stream.Write([red, green, blue]);
        stream.Write([0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0]);
        stream.Write([0x21, 0xFE]);
        WriteBlocks(stream, Encoding.UTF8.GetBytes(comment));
        for (var i = 0; i < frames.Count; i++)
        {
            var ticks = (int)(rate.StartOf(i + 1, TicksASecond) - rate.StartOf(i, TicksASecond));
            // Disposal 2: what is transparent shows nothing of the frame before.
            stream.Write([0x21, 0xF9, 4, 2 << 2 | 1]);
            Write(stream, ticks);
            stream.Write([ColourTable.Transparent, 0, 0x2C]);
            Write(stream, 0, 0, frames[i].Width, frames[i].Height);
            stream.Write([0, 8]);
            WriteBlocks(stream, GifCompression.Compress(palette.IndicesOf(frames[i])));
        }

        stream.WriteByte(0x3B);
    }

    /// <summary>
    /// Gets whether a GIF can show pictures so fast and so slowly: each for 2 to 65535 hundredths of a second. The
    /// format has 1 as well, which programs that show it take for 10.
    /// </summary>
    public static bool Shows(FrameRate rate)
    {
        return TicksASecond * (long)rate.Seconds >= LeastTicks * (long)rate.Pictures
            && TicksASecond * (long)rate.Seconds <= ushort.MaxValue * (long)rate.Pictures;
    }

    private static void Write(Stream stream, params ReadOnlySpan<int> values)
    {
        foreach (var value in values) stream.Write([(byte)value, (byte)(value >> 8)]);
    }

    private static void WriteBlocks(Stream stream, byte[] bytes)
    {
        for (var at = 0; at < bytes.Length; at += LargestBlock)
        {
            var block = bytes.AsSpan(at, Math.Min(LargestBlock, bytes.Length - at));
            stream.WriteByte((byte)block.Length);
            stream.Write(block);
        }

        stream.WriteByte(0);
    }

    /// <summary>Says which rates it <see cref="Shows"/>.</summary>
    public static string Rates => "at most 50 pictures a second, and each for at most 655.35 seconds";
}
