namespace RnnGen.Training;

/// <summary>
/// Provides pictures in other colours: red, green and blue change places, in one of six ways. What is grey, the
/// contrast to it, and alpha stay as they are.
/// </summary>
internal static class Recolouring
{
    /// <summary>The ways, of which the first changes nothing.</summary>
    public const int Ways = 6;

    private static readonly byte[][] places =
    [
        [0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0],
    ];

    /// <summary>Gets which channel of the old colour is a channel of the new one.</summary>
    /// <param name="way">The way, below <see cref="Ways"/>.</param>
    /// <param name="channel">Red 0, green 1 or blue 2; others keep their place.</param>
    public static int Of(int way, int channel) => channel < 3 ? places[way][channel] : channel;

    /// <summary>Recolours a picture.</summary>
    public static Picture Of(Picture picture, int way)
    {
        var changed = new Picture(picture.Width, picture.Height);
        for (var i = 0; i < picture.Pixels.Length; i++)
        {
            var channel = i % Picture.Channels;
            changed.Pixels[i] = picture.Pixels[i - channel + Of(way, channel)];
        }

        return changed;
    }

    /// <summary>Gets which colour of a palette is nearest to each in another way, [ways][colours].</summary>
    public static byte[][] Of(Palette palette)
    {
        var pixel = new byte[Picture.Channels];
        return [.. Enumerable.Range(0, Ways).Select(way => palette.Colours.Select(colour =>
        {
            for (var channel = 0; channel < pixel.Length; channel++)
            {
                pixel[channel] = (byte)(colour >> (8 * (pixel.Length - 1 - Of(way, channel))));
            }

            return (byte)palette.NearestTo(pixel);
        }).ToArray())];
    }
}
