namespace RnnGen.Media;

/// <summary>The compression of GIFs: Welch's (1984), with codes of 9 to 12 bits, the lowest bit first.</summary>
internal static class GifCompression
{
    private const int Clear = 256;
    private const int End = 257;
    private const int MostCodes = 4096;

    /// <summary>Compresses indices of 256 colours.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> indices)
    {
        var bits = new BitWriter();
        var codes = new Dictionary<int, int>();
        var width = 9;
        bits.Write(Clear, width);
        int prefix = indices[0];
        foreach (var index in indices[1..])
        {
            if (codes.TryGetValue(prefix << 8 | index, out var longer))
            {
                prefix = longer;
                continue;
            }

            bits.Write(prefix, width);
            var next = End + 1 + codes.Count;
            if (next < MostCodes)
            {
                codes.Add(prefix << 8 | index, next);
                // A reader knows each code one later, and grows when it has met the last that fits.
                if (next == 1 << width) width++;
            }
            else
            {
                bits.Write(Clear, width);
                codes.Clear();
                width = 9;
            }

            prefix = index;
        }

        bits.Write(prefix, width);
        if (End + 1 + codes.Count == 1 << width && width < 12) width++;
        bits.Write(End, width);
        return bits.ToArray();
    }

    private sealed class BitWriter
    {
        private readonly List<byte> bytes = [];
        private int held;
        private int count;

        public void Write(int code, int width)
        {
            held |= code << count;
            for (count += width; count >= 8; count -= 8)
            {
                bytes.Add((byte)held);
                held >>= 8;
            }
        }

        public byte[] ToArray() => count == 0 ? [.. bytes] : [.. bytes, (byte)held];
    }
}
