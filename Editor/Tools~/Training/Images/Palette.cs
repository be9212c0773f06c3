namespace RnnGen.Training;

/// <summary>Represents the few colours that stand for all colours of some pictures.</summary>
/// <remarks>Pixels are transparent if their alpha is below 128, and else have none.</remarks>
internal sealed class Palette
{
    private const int Rounds = 20;
    private const int Transparent = -1;

    private readonly Dictionary<int, int> nearest = [];

    /// <param name="colours">The colours, 0xRRGGBBAA.</param>
    public Palette(IReadOnlyList<uint> colours)
    {
        Colours = colours;
    }

    /// <summary>
    /// Finds colours by k-means over all pixels (Lloyd, 1982), from those that are farthest apart (Gonzalez, 1985),
    /// beginning with the most frequent. Transparent, if there is any, is colour 0.
    /// </summary>
    /// <param name="pictures">The pictures.</param>
    /// <param name="count">The number of colours, 2 to 256.</param>
    public static Palette Of(IEnumerable<Picture> pictures, int count)
    {
        var pixels = Count(pictures);
        var hasTransparent = pixels.Remove(Transparent);
        var found = pixels.OrderBy(pixel => pixel.Key).ToArray();
        var centres = Spread(found, Math.Min(count - (hasTransparent ? 1 : 0), found.Length));
        for (var round = 0; round < Rounds; round++)
        {
            Settle(found, centres);
        }

        var colours = centres.Select(Rounded).Order().ToList();
        colours.InsertRange(0, Enumerable.Repeat(0u, count - colours.Count));
        return new Palette(colours);
    }

    /// <summary>Gets the number of the colour that is nearest to a pixel of red, green, blue and alpha.</summary>
    public int NearestTo(ReadOnlySpan<byte> pixel)
    {
        var key = KeyOf(pixel);
        if (!nearest.TryGetValue(key, out var index))
        {
            index = key == Transparent ? FirstTransparent() : Nearest(Colour(key), Centres());
            nearest.Add(key, index);
        }

        return index;
    }

    private int FirstTransparent()
    {
        var first = Colours.TakeWhile(colour => (byte)colour != 0).Count();
        return first < Colours.Count ? first : 0;
    }

    private (double, double, double)[] Centres()
    {
        // A transparent entry is out of reach of every colour.
        return [.. Colours.Select(colour => (byte)colour == 0
            ? (double.MaxValue, 0.0, 0.0)
            : Colour((int)(colour >> 8)))];
    }

    private static Dictionary<int, long> Count(IEnumerable<Picture> pictures)
    {
        var counts = new Dictionary<int, long>();
        foreach (var picture in pictures)
        {
            for (var i = 0; i < picture.Pixels.Length; i += Picture.Channels)
            {
                var key = KeyOf(picture.Pixels.AsSpan(i, Picture.Channels));
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }
        }

        return counts;
    }

    private static (double, double, double)[] Spread(KeyValuePair<int, long>[] pixels, int count)
    {
        var centres = new List<(double, double, double)>();
        var distances = Array.ConvertAll(pixels, pixel => (double)pixel.Value);
        while (centres.Count < count)
        {
            var farthest = Array.IndexOf(distances, distances.Max());
            var centre = Colour(pixels[farthest].Key);
            centres.Add(centre);
            for (var i = 0; i < pixels.Length; i++)
            {
                var distance = Distance(Colour(pixels[i].Key), centre) * Math.Sqrt(pixels[i].Value);
                distances[i] = centres.Count == 1 ? distance : Math.Min(distances[i], distance);
            }
        }

        return [.. centres];
    }

    private static void Settle(KeyValuePair<int, long>[] pixels, (double R, double G, double B)[] centres)
    {
        var sums = new (double R, double G, double B, double Count)[centres.Length];
        foreach (var (key, count) in pixels)
        {
            var colour = Colour(key);
            ref var sum = ref sums[Nearest(colour, centres)];
            sum.R += colour.R * count;
            sum.G += colour.G * count;
            sum.B += colour.B * count;
            sum.Count += count;
        }

        for (var i = 0; i < centres.Length; i++)
        {
            var (r, g, b, count) = sums[i];
            centres[i] = count > 0 ? (r / count, g / count, b / count) : centres[i];
        }
    }

    private static int Nearest((double, double, double) colour, (double, double, double)[] centres)
    {
        var (best, least) = (0, double.PositiveInfinity);
        for (var i = 0; i < centres.Length; i++)
        {
            var distance = Distance(colour, centres[i]);
            if (distance < least)
            {
                (best, least) = (i, distance);
            }
        }

        return best;
    }

    private static double Distance((double R, double G, double B) a, (double R, double G, double B) b)
    {
        var (r, g, blue) = (a.R - b.R, a.G - b.G, a.B - b.B);
        return (r * r) + (g * g) + (blue * blue);
    }

    private static int KeyOf(ReadOnlySpan<byte> pixel)
    {
        return pixel[3] < 128 ? Transparent : (pixel[0] << 16) | (pixel[1] << 8) | pixel[2];
    }

    private static (double R, double G, double B) Colour(int key)
    {
        return ((key >> 16) & 255, (key >> 8) & 255, key & 255);
    }

    private static uint Rounded((double R, double G, double B) colour)
    {
        var (r, g, b) = ((uint)Math.Round(colour.R), (uint)Math.Round(colour.G), (uint)Math.Round(colour.B));
        return (r << 24) | (g << 16) | (b << 8) | 255;
    }

    /// <summary>Gets the colours, 0xRRGGBBAA.</summary>
    public IReadOnlyList<uint> Colours { get; }
}
