using RnnGen.Media;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>Pictures for tests: each of one colour but for a square of another, at a place by chance.</summary>
internal static class Pictures
{
    public static readonly uint[] Colours = [0x000000FF, 0xFF0000FF, 0x00FF00FF, 0xFFFFFFFF];

    /// <summary>A bitmap of some bytes that claims 20,000 x 20,000 pixels; it has no check sum.</summary>
    public static readonly byte[] Huge =
    [
        .. "BM"u8, 62, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 0x20, 0x4E, 0, 0, 0x20, 0x4E, 0, 0, 1, 0, 24, 0,
        .. new byte[32],
    ];

    /// <summary>Makes a picture whose square has a colour of the class.</summary>
    public static Picture Square(Rng rng, int label, int side = 16)
    {
        var picture = new Picture(side, side);
        var (left, top) = (rng.Below(side / 2), rng.Below(side / 2));
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var isInside = x >= left && x < left + side / 2 && y >= top && y < top + side / 2;
                Set(picture, x, y, Colours[isInside ? label : 0]);
            }
        }

        return picture;
    }

    public static void Set(Picture picture, int x, int y, uint colour)
    {
        for (var channel = 0; channel < Picture.Channels; channel++)
        {
            var at = ((y * picture.Width) + x) * Picture.Channels;
            picture.Pixels[at + channel] = (byte)(colour >> (24 - 8 * channel));
        }
    }

    /// <summary>Makes pictures of two classes, "red" and "green".</summary>
    public static List<LabelledPicture> Squares(int count)
    {
        var rng = new Rng(1);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var label = i % 2 == 0 ? "red" : "green";
            return new LabelledPicture($"{(char)('a' + i % 26)}{i}x.png", Square(rng, 1 + i % 2), label);
        })];
    }

    /// <summary>Writes pictures as PNG files in a folder for each class.</summary>
    public static void Save(string folder, IEnumerable<LabelledPicture> pictures)
    {
        foreach (var (name, picture, label) in pictures)
        {
            Directory.CreateDirectory(Path.Combine(folder, label ?? ""));
            using var file = File.Create(Path.Combine(folder, label ?? "", name));
            PictureFile.WritePng(picture, file);
        }
    }
}
