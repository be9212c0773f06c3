using System.Buffers.Binary;
using NUnit.Framework;
using RnnGen.Media;
using SkiaSharp;

namespace RnnGen.Tools.Tests.Media;

public sealed class PictureFileTests
{
    private const int EndOfPixels = 20; // two sums and the last chunk, without which the picture is whole

    [Test]
    public void A_png_keeps_each_bit_even_below_alpha_0()
    {
        var picture = Noise(17, 9);

        var read = Read(Png(picture));

        Assert.That((read.Width, read.Height), Is.EqualTo((17, 9)));
        Assert.That(read.Pixels, Is.EqualTo(picture.Pixels));
    }

    // Oracle: the table of the EXIF standard, which says where the first row and the first column belong.
    [TestCase(1, "AB CD EF")]
    [TestCase(2, "BA DC FE")]
    [TestCase(3, "FE DC BA")]
    [TestCase(4, "EF CD AB")]
    [TestCase(5, "ACE BDF")]
    [TestCase(6, "ECA FDB")]
    [TestCase(7, "FDB ECA")]
    [TestCase(8, "BDF ACE")]
    public void A_photograph_stands_upright(int origin, string expected)
    {
        const int side = 16; // of each of the six fields, as large as what a JPEG mixes
        var stored = new Picture(2 * side, 3 * side);
        for (var at = 0; at < 2 * side * 3 * side; at++)
        {
            var field = at / (2 * side) / side * 2 + at % (2 * side) / side;
            stored.Pixels.AsSpan(4 * at, 3).Fill((byte)(40 * field));
            stored.Pixels[4 * at + 3] = 255;
        }

        var read = Read(WithOrigin(Encode(stored, SKEncodedImageFormat.Jpeg), origin));

        var rows = Enumerable.Range(0, read.Height / side).Select(y => string.Concat(
            Enumerable.Range(0, read.Width / side).Select(x => Letter(read, x * side + 8, y * side + 8))));
        Assert.That(string.Join(' ', rows), Is.EqualTo(expected));
    }

    [Test]
    public void Webp_and_bmp_are_read()
    {
        var picture = Noise(5, 4);
        var webp = Encode(picture, SKEncodedImageFormat.Webp);

        Assert.That(Read(webp).Width, Is.EqualTo(5));
        Assert.That(Read(Bitmap2x1()).Pixels, Is.EqualTo(new byte[] { 255, 0, 0, 255, 0, 0, 255, 255 }));
    }

    [Test]
    public void Each_cut_of_a_png_is_refused()
    {
        var bytes = Png(Noise(8, 8));

        for (var length = 0; length < bytes.Length - EndOfPixels; length++)
        {
            Assert.That(() => Read(bytes[..length]), Throws.InstanceOf<PictureFormatException>(), $"{length} bytes");
        }
    }

    [Test]
    public void A_picture_that_claims_gigabytes_is_refused_unread()
    {
        var bytes = Png(Noise(8, 8));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), 20_000);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), 20_000);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(29), Crc(bytes.AsSpan(12, 17)));

        Assert.That(
            () => Read(bytes),
            Throws.InstanceOf<PictureFormatException>().With.Message.Contains("20000 x 20000"));
    }

    private static char Letter(Picture picture, int x, int y)
    {
        return (char)('A' + (picture.Pixels[4 * (y * picture.Width + x)] + 20) / 40);
    }

    private static Picture Noise(int width, int height)
    {
        var picture = new Picture(width, height);
        var rng = new Rng(1);
        foreach (ref var value in picture.Pixels.AsSpan())
        {
            value = (byte)rng.Below(256);
        }

        return picture;
    }

    private static Picture Read(byte[] bytes)
    {
        return PictureFile.Read(new MemoryStream(bytes));
    }

    private static byte[] Png(Picture picture)
    {
        var stream = new MemoryStream();
        PictureFile.WritePng(picture, stream);
        return stream.ToArray();
    }

    private static byte[] Encode(Picture picture, SKEncodedImageFormat format)
    {
        var layout = new SKImageInfo(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using var image = SKImage.FromPixelCopy(layout, picture.Pixels);
        return image.Encode(format, 100).ToArray();
    }

    /// <summary>Puts an EXIF segment with one entry, the origin, behind the start of a JPEG.</summary>
    private static byte[] WithOrigin(byte[] jpeg, int origin)
    {
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1,
            0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)origin, 0, 0, 0, 0, 0, 0,
        ];
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }

    /// <summary>A BMP of a red and a blue pixel.</summary>
    private static byte[] Bitmap2x1()
    {
        return
        [
            .. "BM"u8, 62, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0,
            40, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24, 0, 0, 0, 0, 0, 8, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 255, 255, 0, 0, 0, 0,
        ];
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }

        return ~crc;
    }
}
