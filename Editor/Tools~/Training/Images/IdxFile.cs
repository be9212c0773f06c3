using System.Buffers.Binary;
using System.IO.Compression;

namespace RnnGen.Training;

/// <summary>
/// Provides reading of idx files, as MNIST is kept in: a magic number, the size of each axis, and bytes; packed by
/// gzip or not.
/// </summary>
public static class IdxFile
{
    private const int MostBytes = 1 << 30;
    private const int Bytes = 8;

    /// <summary>Reads grey pictures: an idx file of bytes with three axes.</summary>
    /// <param name="stream">The file, from its beginning.</param>
    /// <returns>The pictures. If no byte is more than 1, as in binarised sets, 1 is white; else 255 is.</returns>
    /// <exception cref="InvalidDataException">It is not such a file, damaged, or too large.</exception>
    public static IReadOnlyList<Picture> ReadPictures(Stream stream)
    {
        var (axes, bytes) = Read(stream, 3);
        var (height, width) = (axes[1], axes[2]);
        var white = bytes.Length > 0 && bytes.Max() > 1 ? 1 : byte.MaxValue;
        var pictures = new Picture[axes[0]];
        for (var i = 0; i < pictures.Length; i++)
        {
            pictures[i] = Grey(bytes.AsSpan(i * height * width, height * width), width, height, white);
        }

        return pictures;
    }

    /// <summary>Reads labels: an idx file of bytes with one axis.</summary>
    /// <inheritdoc cref="ReadPictures"/>
    public static byte[] ReadLabels(Stream stream) => Read(stream, 1).Bytes;

    private static Picture Grey(ReadOnlySpan<byte> bytes, int width, int height, int white)
    {
        var picture = new Picture(width, height);
        for (var i = 0; i < bytes.Length; i++)
        {
            var pixel = picture.Pixels.AsSpan(i * Picture.Channels, Picture.Channels);
            pixel[..^1].Fill((byte)(bytes[i] * white));
            pixel[^1] = byte.MaxValue;
        }

        return picture;
    }

    private static (int[] Axes, byte[] Bytes) Read(Stream stream, int rank)
    {
        if (!stream.CanSeek)
        {
            // A pipe.
            var whole = new MemoryStream();
            stream.CopyTo(whole);
            whole.Position = 0;
            return Read(whole, rank);
        }

        var first = new byte[2];
        var isPacked = stream.ReadAtLeast(first, 2, throwOnEndOfStream: false) == 2 && first is [0x1f, 0x8b];
        stream.Position = 0;
        using var unpacked = isPacked ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        try
        {
            return ReadUnpacked(unpacked, rank);
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException("An idx file was expected, and this one ends before its last byte.");
        }
    }

    private static (int[] Axes, byte[] Bytes) ReadUnpacked(Stream stream, int rank)
    {
        var word = new byte[sizeof(int)];
        stream.ReadExactly(word);
        if (word[0] != 0 || word[1] != 0 || word[2] != Bytes || word[3] != rank)
        {
            throw new InvalidDataException(
                $"An idx file of bytes with {rank} axes was expected, which begins 0, 0, {Bytes}, {rank}, and this "
                + $"begins {string.Join(", ", word)}.");
        }

        var axes = new int[rank];
        var count = 1L;
        for (var i = 0; i < rank; i++)
        {
            stream.ReadExactly(word);
            axes[i] = BinaryPrimitives.ReadInt32BigEndian(word);
            var isSide = axes[i] is >= 1 and <= Picture.LargestSide;
            count *= axes[i];
            if (axes[i] < 0 || (i > 0 && !isSide) || count > MostBytes)
            {
                throw new InvalidDataException(
                    $"An idx file of at most {MostBytes >> 20} MB was expected, whose pictures are 1 to "
                    + $"{Picture.LargestSide} pixels wide and high, and this has an axis of {(uint)axes[i]}.");
            }
        }

        return (axes, ReadAll(stream, (int)count));
    }

    /// <summary>Reads so many bytes, and takes memory for none that are not there.</summary>
    private static byte[] ReadAll(Stream stream, int count)
    {
        using var all = new MemoryStream();
        var part = new byte[1 << 16];
        while (all.Length < count)
        {
            var read = stream.Read(part, 0, (int)Math.Min(part.Length, count - all.Length));
            if (read == 0)
            {
                throw new EndOfStreamException();
            }

            all.Write(part, 0, read);
        }

        return stream.Read(part, 0, 1) == 0
            ? all.ToArray()
            : throw new InvalidDataException(
                $"An idx file of {count} bytes was expected, as its axes say, and this has more.");
    }
}
