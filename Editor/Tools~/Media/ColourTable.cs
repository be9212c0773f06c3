namespace RnnGen.Media;

/// <summary>The 255 colours that stand for all of some pictures, and transparency.</summary>
/// <remarks>
/// Where there are more, they are parted at the median of the longest side of the fullest box until there are 255
/// boxes (Heckbert 1982, median cut).
/// </remarks>
internal sealed class ColourTable
{
    /// <summary>The index of what is transparent.</summary>
    public const byte Transparent = 255;

    private static readonly int[] shifts = [16, 8, 0];

    private readonly Dictionary<int, byte> indices = [];

    private ColourTable(List<(int Colour, int Count)> counts)
    {
        List<List<(int Colour, int Count)>> boxes = [counts];
        while (boxes.Count < Transparent && boxes.MaxBy(Weight) is { Count: > 1 } box)
        {
            boxes.Remove(box);
            boxes.AddRange(Parted(box));
        }

        for (var i = 0; i < boxes.Count; i++)
        {
            var total = boxes[i].Sum(entry => (long)entry.Count);
            Colours[i] = (Mean(i, 16), Mean(i, 8), Mean(i, 0));
            foreach (var (colour, _) in boxes[i]) indices[colour] = (byte)i;

            byte Mean(int at, int shift)
            {
                var sum = boxes[at].Sum(entry => (long)(entry.Colour >> shift & 255) * entry.Count);
                return (byte)(sum / Math.Max(1, total));
            }
        }
    }

    /// <summary>Makes the table of some pictures.</summary>
    public static ColourTable Of(IReadOnlyList<Picture> pictures)
    {
        var counts = new Dictionary<int, int>();
        foreach (var colour in pictures.SelectMany(ColoursOf).Where(colour => colour >= 0))
        {
            counts[colour] = counts.GetValueOrDefault(colour) + 1;
        }

        return new ColourTable([.. counts.OrderBy(entry => entry.Key).Select(entry => (entry.Key, entry.Value))]);
    }

    /// <summary>Gets the index of each pixel of one of the pictures.</summary>
    public byte[] IndicesOf(Picture picture)
    {
        return [.. ColoursOf(picture).Select(colour => colour < 0 ? Transparent : indices[colour])];
    }

    private static IEnumerable<int> ColoursOf(Picture picture)
    {
        var pixels = picture.Pixels;
        for (var at = 0; at < pixels.Length; at += Picture.Channels)
        {
            yield return pixels[at + 3] < 128 ? -1 : pixels[at] << 16 | pixels[at + 1] << 8 | pixels[at + 2];
        }
    }

    // A box of one colour is never parted, whatever it weighs.
    private static long Weight(List<(int Colour, int Count)> box)
    {
        return box.Count < 2 ? 0 : box.Sum(entry => (long)entry.Count);
    }

    private static IEnumerable<List<(int Colour, int Count)>> Parted(List<(int Colour, int Count)> box)
    {
        var shift = shifts.MaxBy(
            shift => box.Max(entry => entry.Colour >> shift & 255) - box.Min(entry => entry.Colour >> shift & 255));
        var sorted = box.OrderBy(entry => entry.Colour >> shift & 255).ToList();
        var half = Weight(box) / 2;
        var first = 1;
        for (long sum = sorted[0].Count; first < sorted.Count - 1 && sum < half; first++) sum += sorted[first].Count;
        return [sorted[..first], sorted[first..]];
    }

    /// <summary>Gets the colours, of which those behind the last that is used are black.</summary>
    public (byte Red, byte Green, byte Blue)[] Colours { get; } = new (byte, byte, byte)[256];
}
