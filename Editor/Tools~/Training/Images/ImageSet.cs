namespace RnnGen.Training;

/// <summary>Represents pictures as what a network learns: pixels of its output, and classes.</summary>
/// <remarks>Pictures are kept as bytes, and become the floats of a batch when they are read.</remarks>
public sealed class ImageSet
{
    private readonly DrawConfig config;
    private readonly PixelCode code;
    private readonly byte[][]? recoloured;
    private readonly List<byte[]> images = [];
    private readonly List<int> classes = [];

    /// <param name="config">The blueprint of the network.</param>
    internal ImageSet(DrawConfig config)
    {
        this.config = config;
        code = new PixelCode(config);
        recoloured = config.IsPalette ? Recolouring.Of(new Palette(config.Palette)) : null;
    }

    /// <summary>Adds a picture of the size that the network draws.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="label">Its class; <see cref="DrawConfig.Classes"/> stands for none.</param>
    internal void Add(Picture picture, int label)
    {
        images.Add(code.Write(picture));
        classes.Add(label);
    }

    /// <summary>Gets a picture as a network sees it, [height][planes][width] in [0, 1].</summary>
    /// <remarks>A pixel of the output "binary" is on with its brightness as the chance.</remarks>
    /// <param name="index">Which one.</param>
    /// <param name="chance">What decides of pixels and of the variation.</param>
    /// <param name="variation">How it may be varied.</param>
    /// <param name="to">Receives the values.</param>
    internal void Read(int index, Rng chance, ImageVariation variation, Span<float> to)
    {
        int width = config.Width, height = config.Height, planes = config.Planes;
        var image = images[index];
        var (isMirrored, right, down, colours) = variation.Draw(width, height, chance);
        to.Clear();
        for (var y = 0; y < height; y++)
        {
            var from = Place(y - down, height) * width;
            var row = to.Slice(y * planes * width, planes * width);
            for (var x = 0; x < width; x++)
            {
                var column = Place(x - right, width);
                var pixel = from + (isMirrored ? width - 1 - column : column);
                Read(image.AsSpan(pixel * code.Channels), colours, chance, row[x..]);
            }
        }
    }

    /// <summary>Gets the pixel that is shown where there may be none: the nearest, or the next tile's.</summary>
    private int Place(int at, int count) => config.Wraps ? (at + count) % count : Math.Clamp(at, 0, count - 1);

    private void Read(ReadOnlySpan<byte> pixel, int colours, Rng chance, Span<float> to)
    {
        Span<byte> shown = stackalloc byte[Picture.Channels];
        for (var channel = 0; channel < code.Channels; channel++)
        {
            shown[channel] = recoloured is not null ? recoloured[colours][pixel[0]]
                : pixel[code.Channels > 1 ? Recolouring.Of(colours, channel) : 0];
        }

        code.ReadPixel(shown, chance, to);
    }

    /// <summary>Shows a picture as the network learns it.</summary>
    internal Picture PictureOf(int index) => code.Read(images[index]);

    /// <summary>Computes a hash over all pictures and classes (FNV-1a), which goes on from another.</summary>
    internal ulong Hash(ulong hash)
    {
        for (var i = 0; i < Count; i++)
        {
            hash = Fnv.Add(hash, (uint)classes[i]);
            foreach (var value in images[i])
            {
                hash = Fnv.Add(hash, value);
            }
        }

        return hash;
    }

    /// <summary>Gets the class of a picture; <see cref="DrawConfig.Classes"/> stands for none.</summary>
    internal int ClassOf(int index) => classes[index];

    /// <summary>Gets the number of pictures.</summary>
    public int Count => images.Count;
}
