using System.Buffers.Binary;
using System.Text;

namespace RnnGen.Media;

/// <summary>The chunks of a PNG: what Skia does not write is put between what it writes.</summary>
internal static class PngChunks
{
    private const int Frame = 12; // length, type and sum
    private const int Keyword = 79;

    private static readonly uint[] crcOfByte = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    /// <summary>Gets the eight bytes that each PNG begins with.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Gets the types and contents of the chunks of a whole PNG.</summary>
    public static IEnumerable<(string Type, ReadOnlyMemory<byte> Data)> Of(ReadOnlyMemory<byte> png)
    {
        for (var at = Signature.Length; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.Span[at..]);
            yield return (Encoding.ASCII.GetString(png.Span.Slice(at + 4, 4)), png.Slice(at + 8, length));
            at += length + Frame;
        }
    }

    /// <summary>Writes one chunk.</summary>
    public static void Write(Stream stream, string type, ReadOnlySpan<byte> data)
    {
        var bytes = new byte[data.Length + Frame];
        BinaryPrimitives.WriteInt32BigEndian(bytes, data.Length);
        Encoding.ASCII.GetBytes(type, bytes.AsSpan(4));
        data.CopyTo(bytes.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(data.Length + 8), SumOf(bytes.AsSpan(4, data.Length + 4)));
        stream.Write(bytes);
    }

    /// <summary>Gets the sum of a chunk.</summary>
    /// <param name="chunk">Its type and content.</param>
    public static uint SumOf(ReadOnlySpan<byte> chunk)
    {
        var sum = uint.MaxValue;
        foreach (var value in chunk) sum = (sum >> 8) ^ crcOfByte[(byte)sum ^ value];
        return ~sum;
    }

    /// <summary>Writes texts as chunks tEXt, or iTXt where they need more than Latin-1.</summary>
    public static void WriteTexts(Stream stream, IReadOnlyDictionary<string, string> texts)
    {
        foreach (var (name, text) in texts)
        {
            if (name.Length is 0 or > Keyword || !IsLatin(name)) throw new ArgumentException(
                $"The name of a text in a PNG must have 1 to {Keyword} characters of Latin-1, but was '{name}'.");
            var key = Encoding.Latin1.GetBytes(name);
            if (IsLatin(text)) Write(stream, "tEXt", [.. key, 0, .. Encoding.Latin1.GetBytes(text)]);
            else Write(stream, "iTXt", [.. key, 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(text)]);
        }
    }

    private static bool IsLatin(string text)
    {
        return text.All(letter => letter is >= ' ' and <= '~' or '\n' or >= '\u00A1' and <= '\u00FF');
    }

    // The polynomial of the PNG specification, annex D, bit by bit.
    private static uint CrcOf(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        return crc;
    }
}
