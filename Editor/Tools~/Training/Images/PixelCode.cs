using System.Buffers.Binary;

namespace RnnGen.Training;

/// <summary>
/// Writes the pixels of pictures as what a network says of them: bytes of channels, or numbers of a palette's
/// colours.
/// </summary>
/// <param name="config">The blueprint of the network.</param>
internal sealed class PixelCode(DrawConfig config)
{
    private readonly Palette? palette = config.IsPalette ? new Palette(config.Palette) : null;

    /// <summary>Writes a picture, [height][width][<see cref="Channels"/>].</summary>
    /// <remarks>Without alpha, pictures lie on black.</remarks>
    public byte[] Write(Picture picture)
    {
        var bytes = new byte[picture.Width * picture.Height * Channels];
        for (var i = 0; i < picture.Width * picture.Height; i++)
        {
            var pixel = picture.Pixels.AsSpan(i * Picture.Channels, Picture.Channels);
            Write(pixel, bytes.AsSpan(i * Channels, Channels));
        }

        return bytes;
    }

    /// <summary>Reads what was written, as a picture of the network's size.</summary>
    public Picture Read(ReadOnlySpan<byte> bytes)
    {
        var picture = new Picture(config.Width, config.Height);
        for (var i = 0; i < config.Width * config.Height; i++)
        {
            Read(bytes.Slice(i * Channels, Channels), picture.Pixels.AsSpan(i * Picture.Channels, Picture.Channels));
        }

        return picture;
    }

    private void Read(ReadOnlySpan<byte> bytes, Span<byte> to)
    {
        if (palette is not null)
        {
            BinaryPrimitives.WriteUInt32BigEndian(to, palette.Colours[bytes[0]]);
            return;
        }

        to[^1] = byte.MaxValue;
        for (var i = 0; i < Math.Max(3, Channels); i++)
        {
            to[i] = bytes[Math.Min(i, Channels - 1)];
        }
    }

    private void Write(ReadOnlySpan<byte> pixel, Span<byte> to)
    {
        if (palette is not null)
        {
            to[0] = (byte)palette.NearestTo(pixel);
            return;
        }

        var alpha = pixel[^1];
        byte Lit(byte channel) => (byte)((channel * alpha + byte.MaxValue / 2) / byte.MaxValue);
        switch (Channels)
        {
            case 1:
                to[0] = Lit((byte)((299 * pixel[0] + 587 * pixel[1] + 114 * pixel[2] + 500) / 1000));
                break;
            case 3:
                (to[0], to[1], to[2]) = (Lit(pixel[0]), Lit(pixel[1]), Lit(pixel[2]));
                break;
            default:
                pixel.CopyTo(to);
                break;
        }
    }

    /// <summary>Gets the bytes of a pixel.</summary>
    public int Channels { get; } = config.Output switch { "rgb" => 3, "rgba" => 4, _ => 1 };
}
