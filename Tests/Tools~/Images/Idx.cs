using System.Buffers.Binary;
using System.IO.Compression;

namespace RnnGen.Tools.Tests;

/// <summary>Writes idx files, by the description that MNIST came with.</summary>
internal static class Idx
{
    public static byte[] Bytes(byte[] values, params int[] axes)
    {
        var bytes = new List<byte> { 0, 0, 8, (byte)axes.Length };
        var word = new byte[4];
        foreach (var axis in axes)
        {
            BinaryPrimitives.WriteInt32BigEndian(word, axis);
            bytes.AddRange(word);
        }

        return [.. bytes, .. values];
    }

    public static byte[] Pack(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
