using System.Buffers.Binary;
using System.Text;

namespace RnnGen.Media;

/// <summary>Reads the frames of animated PNGs, which Skia does not (PNG specification, third edition).</summary>
/// <remarks>Each frame is made a PNG of its own, and laid over those before as its control chunk says.</remarks>
internal static class ApngFrames
{
    private const int ControlBytes = 26;
    private const int HeaderBytes = 13;

    /// <summary>Gets the frames as they are shown; null if the bytes are no animated PNG.</summary>
    /// <param name="bytes">The file.</param>
    /// <exception cref="PictureFormatException">The animation is damaged, or too large.</exception>
    public static IReadOnlyList<Picture>? Read(byte[] bytes)
    {
        var chunks = Chunks(bytes, out var isWhole);
        var about = chunks.Find(chunk => chunk.Type == "acTL").Data;
        if (about.Length < sizeof(int) || chunks[0] is not ("IHDR", { Length: HeaderBytes } header))
        {
            return null;
        }

        var (width, height) = (Word(header, 0), Word(header, 4));
        var (count, announced) = (chunks.Count(chunk => chunk.Type == "fcTL"), Word(about, 0));
        if (!isWhole) throw Damaged("the sum of a chunk is wrong");
        if (count != announced) throw Damaged($"{announced} frames are announced and {count} are there");
        AnimationFile.RequireSize(count, width, height);
        var shared = chunks.TakeWhile(chunk => chunk.Type != "IDAT")
            .Where(chunk => chunk.Type is "PLTE" or "tRNS").ToArray();
        var shown = new Picture(width, height);
        var frames = new List<Picture>();
        for (var i = 0; i < chunks.Count; i++)
        {
            if (chunks[i] is not ("fcTL", var control))
            {
                continue;
            }

            var data = chunks.Skip(i + 1).TakeWhile(chunk => chunk.Type != "fcTL")
                .Where(chunk => chunk.Type is "IDAT" or "fdAT")
                .Select(chunk => chunk.Type == "IDAT" ? chunk.Data : chunk.Data[Math.Min(4, chunk.Data.Length)..]);
            frames.Add(Lay(control, header, shared, data, ref shown));
        }

        return frames;
    }

    /// <summary>Lays a frame over what is shown, and gets how that looks before it is disposed of.</summary>
    private static Picture Lay(
        ReadOnlyMemory<byte> control, ReadOnlyMemory<byte> header,
        (string Type, ReadOnlyMemory<byte> Data)[] shared, IEnumerable<ReadOnlyMemory<byte>> data, ref Picture shown)
    {
        if (control.Length != ControlBytes) throw Damaged("a frame's control has another length than 26");
        var (width, height) = (Word(control, 4), Word(control, 8));
        var (left, top) = (Word(control, 12), Word(control, 16));
        var fits = width >= 1 && height >= 1 && left >= 0 && top >= 0
            && (long)left + width <= shown.Width && (long)top + height <= shown.Height;
        if (!fits) throw Damaged("a frame lies outside of the picture");
        var (dispose, blend) = (control.Span[24], control.Span[25]);
        var before = Copy(shown);
        var frame = Decode(width, height, header, shared, data);
        for (var pixel = 0; pixel < width * height; pixel++)
        {
            var from = frame.Pixels.AsSpan(pixel * Picture.Channels, Picture.Channels);
            var at = (((top + (pixel / width)) * shown.Width) + left + (pixel % width)) * Picture.Channels;
            Blend(from, shown.Pixels.AsSpan(at, Picture.Channels), isOver: blend == 1);
        }

        var result = Copy(shown);
        for (var y = top; dispose == 1 && y < top + height; y++)
        {
            shown.Pixels.AsSpan(((y * shown.Width) + left) * Picture.Channels, width * Picture.Channels).Clear();
        }

        shown = dispose == 2 ? before : shown;
        return result;
    }

    private static void Blend(ReadOnlySpan<byte> from, Span<byte> to, bool isOver)
    {
        var (alpha, below) = (from[3] / 255f, to[3] / 255f);
        if (!isOver || alpha == 1 || below == 0)
        {
            from.CopyTo(to);
            return;
        }

        var sum = alpha + (below * (1 - alpha));
        for (var channel = 0; channel < 3; channel++)
        {
            var colour = ((from[channel] * alpha) + (to[channel] * below * (1 - alpha))) / sum;
            to[channel] = (byte)(colour + 0.5f);
        }

        to[3] = (byte)((sum * 255) + 0.5f);
    }

    private static Picture Decode(
        int width, int height, ReadOnlyMemory<byte> header, (string Type, ReadOnlyMemory<byte> Data)[] shared,
        IEnumerable<ReadOnlyMemory<byte>> data)
    {
        using var png = new MemoryStream();
        var own = header.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(own, width);
        BinaryPrimitives.WriteInt32BigEndian(own.AsSpan(4), height);
        png.Write(PngChunks.Signature);
        PngChunks.Write(png, "IHDR", own);
        foreach (var (type, content) in shared) PngChunks.Write(png, type, content.Span);
        foreach (var part in data) PngChunks.Write(png, "IDAT", part.Span);
        PngChunks.Write(png, "IEND", []);
        png.Position = 0;
        return PictureFile.Read(png);
    }

    /// <summary>Gets the whole chunks of what should be a PNG; none if it is not.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="isWhole">Set to whether the sums of all of them are right.</param>
    private static List<(string Type, ReadOnlyMemory<byte> Data)> Chunks(byte[] bytes, out bool isWhole)
    {
        isWhole = true;
        var chunks = new List<(string Type, ReadOnlyMemory<byte> Data)>();
        if (!bytes.AsSpan().StartsWith(PngChunks.Signature))
        {
            return chunks;
        }

        for (var at = PngChunks.Signature.Length; at + 12 <= bytes.Length;)
        {
            var length = Word(bytes, at);
            if (length < 0 || length > bytes.Length - at - 12) break;
            chunks.Add((Encoding.ASCII.GetString(bytes, at + 4, 4), bytes.AsMemory(at + 8, length)));
            isWhole &= (uint)Word(bytes, at + 8 + length) == PngChunks.SumOf(bytes.AsSpan(at + 4, length + 4));
            if (chunks[^1].Type == "IEND") break;
            at += length + 12;
        }

        return chunks;
    }

    private static int Word(ReadOnlyMemory<byte> from, int at)
    {
        return BinaryPrimitives.ReadInt32BigEndian(from.Span[at..]);
    }

    private static Picture Copy(Picture from)
    {
        var copy = new Picture(from.Width, from.Height);
        from.Pixels.CopyTo(copy.Pixels, 0);
        return copy;
    }

    private static PictureFormatException Damaged(string how)
    {
        return new PictureFormatException($"A whole animation was expected, but {how}.");
    }
}
