using System.Buffers.Binary;

namespace RnnGen.Media;

/// <summary>Provides writing of animated PNGs, without loss (PNG specification, third edition).</summary>
public static class ApngFile
{
    /// <summary>Writes an animation that repeats for ever.</summary>
    /// <param name="frames">Pictures of one size, at least one.</param>
    /// <param name="rate">How fast they are shown.</param>
    /// <param name="texts">What the file says about itself, by name.</param>
    /// <param name="stream">Where to.</param>
    public static void Write(
        IReadOnlyList<Picture> frames, FrameRate rate, IReadOnlyDictionary<string, string> texts, Stream stream)
    {
        var number = 0;
        for (var i = 0; i < frames.Count; i++)
        {
            using var png = new MemoryStream();
            PictureFile.WritePng(frames[i], png);
            var isFirst = i == 0;
            foreach (var (type, data) in PngChunks.Of(png.ToArray()))
            {
                if (type == "IHDR" && isFirst)
                {
                    stream.Write(PngChunks.Signature);
                    PngChunks.Write(stream, type, data.Span);
                    PngChunks.Write(stream, "acTL", BigEndian(frames.Count, 0));
                    PngChunks.WriteTexts(stream, texts);
                }

                if (type == "IHDR") PngChunks.Write(stream, "fcTL", Control(number++, frames[i], rate));
                if (type == "IDAT" && isFirst) PngChunks.Write(stream, type, data.Span);
                if (type == "IDAT" && !isFirst)
                {
                    PngChunks.Write(stream, "fdAT", [.. BigEndian(number++), .. data.Span]);
                }
            }
        }

        PngChunks.Write(stream, "IEND", []);
    }

    private static byte[] Control(int number, Picture frame, FrameRate rate)
    {
        var (seconds, pictures) = (rate.Seconds, rate.Pictures);
        return
        [
            .. BigEndian(number, frame.Width, frame.Height, 0, 0),
            (byte)(seconds >> 8), (byte)seconds, (byte)(pictures >> 8), (byte)pictures,
            0, 0, // each frame replaces all before
        ];
    }

    private static byte[] BigEndian(params ReadOnlySpan<int> values)
    {
        var bytes = new byte[4 * values.Length];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * i), values[i]);
        return bytes;
    }
}
