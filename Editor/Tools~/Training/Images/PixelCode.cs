using System.Buffers.Binary;

namespace RnnGen.Training;

/// <summary>
/// Writes the pixels of pictures as what a network says of them: bytes of channels, or numbers of a palette's
/// colours.
/// </summary>
internal sealed class PixelCode
{
    private readonly DrawConfig config;
    private readonly Palette? palette;

    /// <param name="config">The blueprint of the network.</param>
    /// <exception cref="InvalidDataException">It does not say which colours its palette has.</exception>
    public PixelCode(DrawConfig config)
    {
        if (config.IsPalette && config.Palette.Count == 0) throw new InvalidDataException(
            $"A palette of {config.Colours} colours was expected, but the model does not say which they are: choose "
            + "one that does.");
        this.config = config;
        palette = config.IsPalette ? new Palette(config.Palette) : null;
        Channels = config.Output switch { "rgb" => 3, "rgba" => 4, _ => 1 };
    }

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

    /// <summary>Reads a picture of the network's size as the network sees it, [height][planes][width].</summary>
    /// <param name="bytes">The picture, as it was written.</param>
    /// <param name="chance">What decides of grey pixels of the output "binary".</param>
    /// <param name="to">Receives the values.</param>
    public void Read(ReadOnlySpan<byte> bytes, Rng chance, Span<float> to)
    {
        to.Clear();
        for (var y = 0; y < config.Height; y++)
        {
            var row = to.Slice(y * config.Planes * config.Width, config.Planes * config.Width);
            for (var x = 0; x < config.Width; x++)
            {
                ReadPixel(bytes[(((y * config.Width) + x) * Channels)..], chance, row[x..]);
            }
        }
    }

    /// <summary>Reads a pixel as a network sees it, each plane a row behind the one before.</summary>
    /// <param name="pixel">The bytes of the pixel.</param>
    /// <param name="chance">What decides of grey pixels of the output "binary".</param>
    /// <param name="to">The rows, 0 so far, from the place of the pixel on.</param>
    public void ReadPixel(ReadOnlySpan<byte> pixel, Rng chance, Span<float> to)
    {
        if (config.IsPalette)
        {
            to[pixel[0] * config.Width] = 1;
            return;
        }

        for (var channel = 0; channel < Channels; channel++)
        {
            var value = pixel[channel] * (1f / byte.MaxValue);
            var isSure = config.Output != "binary" || pixel[channel] is 0 or byte.MaxValue;
            to[channel * config.Width] = isSure ? value : chance.Uniform() < value ? 1 : 0;
        }
    }

    /// <summary>Makes the picture that a network sees as values, [height][planes][width] in [0, 1].</summary>
    public Picture Show(ReadOnlySpan<float> values)
    {
        var picture = new Picture(config.Width, config.Height);
        for (var i = 0; i < config.Width * config.Height; i++)
        {
            var planes = values[((i / config.Width * config.Planes * config.Width) + (i % config.Width))..];
            var pixel = picture.Pixels.AsSpan(i * Picture.Channels, Picture.Channels);
            pixel[^1] = byte.MaxValue;
            if (config.IsPalette)
            {
                var best = 0;
                for (var colour = 1; colour < config.Colours; colour++)
                {
                    best = planes[colour * config.Width] > planes[best * config.Width] ? colour : best;
                }

                BinaryPrimitives.WriteUInt32BigEndian(pixel, config.Palette[best]);
                continue;
            }

            for (var channel = 0; channel < Math.Max(3, Channels); channel++)
            {
                var value = planes[Channels == 1 ? 0 : channel * config.Width];
                pixel[channel] = (byte)((value * byte.MaxValue) + 0.5f);
            }
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
    public int Channels { get; }
}
