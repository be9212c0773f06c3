#nullable enable
using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>Turns what networks see and paint from and into the colours of pictures.</summary>
    internal static class CanvasColours
    {
        private const byte Opaque = 255;

        /// <summary>Shows a canvas between two strokes: c + f (c' - c), of which a pixel takes σ or argmax.</summary>
        /// <param name="config">What a pixel is.</param>
        /// <param name="before">The canvas c, [height][planes][width], as logits.</param>
        /// <param name="now">The canvas c' one stroke later.</param>
        /// <param name="fraction">How much of the stroke is seen, f.</param>
        /// <param name="to">A picture of that size.</param>
        public static void Show(DrawConfig config, float[] before, float[] now, float fraction, Picture to)
        {
            int width = to.Width, planes = config.Planes, at = 0;
            for (var first = 0; first < now.Length; first += planes * width)
            {
                for (var x = first; x < first + width; x++)
                {
                    var pixel = to.Pixels.AsSpan(at, Picture.Channels);
                    pixel[3] = Opaque;
                    if (config.IsPalette)
                    {
                        var best = 0;
                        for (var plane = 1; plane < planes; plane++)
                        {
                            best = Logit(x + plane * width) > Logit(x + best * width) ? plane : best;
                        }

                        if (config.Palette.Count > 0)
                        {
                            BinaryPrimitives.WriteUInt32BigEndian(pixel, config.Palette[best]);
                        }
                        else
                        {
                            pixel.Slice(0, 3).Fill((byte)(best * 255 / (planes - 1)));
                        }
                    }
                    else
                    {
                        for (var channel = 0; channel < Math.Max(3, planes); channel++)
                        {
                            pixel[channel] = Brightness(Logit(x + (planes == 1 ? 0 : channel) * width));
                        }
                    }

                    at += Picture.Channels;
                }
            }

            float Logit(int i) => fraction == 1 ? now[i] : before[i] + (float)(fraction * (now[i] - before[i]));
        }

        /// <summary>Turns the colours of a picture into what a network sees, [height][planes][width].</summary>
        public static void Read(DrawConfig config, Picture from, Span<float> to)
        {
            int width = from.Width, planes = config.Planes;
            for (var pixel = 0; pixel < width * from.Height; pixel++)
            {
                var first = pixel / width * planes * width + pixel % width;
                var colour = from.Pixels.AsSpan(pixel * Picture.Channels, Picture.Channels);
                var brightness = Brightness(from, pixel);
                var nearest = config.IsPalette ? Nearest(config.Palette, planes, colour, brightness) : 0;
                for (var plane = 0; plane < planes; plane++)
                {
                    to[first + plane * width] = config.Output switch
                    {
                        "binary" => brightness >= 0.5f ? 1 : 0,
                        "grey" => brightness,
                        "palette" => plane == nearest ? 1 : 0,
                        "rgb" => colour[plane] * colour[3] / (255f * 255),
                        _ => colour[plane] / 255f,
                    };
                }
            }
        }

        /// <summary>Gets the luma of a pixel before black, 0 to 1 (BT.601).</summary>
        public static float Brightness(Picture picture, int pixel)
        {
            var p = picture.Pixels.AsSpan(pixel * Picture.Channels, Picture.Channels);
            return (299 * p[0] + 587 * p[1] + 114 * p[2]) * p[3] / (1000f * 255 * 255);
        }

        /// <summary>Gets the nearest colour; the first that is transparent, or else the first, for what is.</summary>
        private static int Nearest(IReadOnlyList<uint> palette, int count, ReadOnlySpan<byte> pixel, float brightness)
        {
            if (palette.Count == 0)
            {
                return (int)(brightness * (count - 1) + 0.5f);
            }

            int best = 0, least = int.MaxValue;
            for (var i = 0; i < count; i++)
            {
                var colour = palette[i];
                var isSeen = (byte)colour != 0;
                int r = (byte)(colour >> 24) - pixel[0], g = (byte)(colour >> 16) - pixel[1];
                var b = (byte)(colour >> 8) - pixel[2];
                var distance = pixel[3] < 128 ? (isSeen ? 1 : 0) : isSeen ? r * r + g * g + b * b : int.MaxValue;
                if (distance < least)
                {
                    best = i;
                    least = distance;
                }
            }

            return best;
        }

        private static byte Brightness(float logit)
        {
            return (byte)(Functions.Sigmoid<Lanes32, float>(logit) * 255 + 0.5f);
        }
    }
}
