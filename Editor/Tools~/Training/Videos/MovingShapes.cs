namespace RnnGen.Training;

/// <summary>
/// Represents shapes that fly across the frame, each straight on until a wall throws it back: moving MNIST (Srivastava,
/// Mansimov and Salakhutdinov 2015), of any shapes.
/// </summary>
/// <remarks>
/// A clip of a shape is another each time: where it begins, how fast it is, and what flies with it. Its class is that
/// of the shape.
/// </remarks>
internal sealed class MovingShapes : ClipSet
{
    private readonly DrawConfig config;
    private readonly PixelCode code;
    private readonly byte[] nothing;
    private readonly List<MovingShape> shapes = [];
    private readonly List<int> classes = [];
    private readonly int together;
    private readonly int fastest;

    /// <param name="config">The blueprint of a frame.</param>
    /// <param name="together">How many shapes fly in a clip.</param>
    /// <param name="fastest">The most pixels a frame, along each axis.</param>
    /// <param name="pictures">The shapes; those on which nothing is to be seen are left out.</param>
    /// <exception cref="InvalidDataException">A shape does not fit in a frame, or there is none.</exception>
    public MovingShapes(DrawConfig config, int together, int fastest, IEnumerable<LabelledPicture> pictures)
    {
        this.config = config;
        this.together = together;
        this.fastest = fastest;
        code = new PixelCode(config);
        nothing = code.Write(new Picture(1, 1));
        foreach (var (name, picture, shown) in pictures)
        {
            if (MovingShape.Cut(picture, code, config.Output == "binary") is not { } shape)
            {
                continue;
            }

            shapes.Add(shape.Width <= config.Width && shape.Height <= config.Height
                ? shape
                : throw new InvalidDataException(
                    $"Shapes that fit into a frame of {config.Width} x {config.Height} pixels were expected, but "
                    + $"'{name}' has {shape.Width} x {shape.Height}: set \"side\" in the settings."));
            classes.Add(ClassNames.NumberIn(config, shown));
        }

        if (shapes.Count == 0)
        {
            throw new InvalidDataException("Shapes were expected, but there is no picture on which one can be seen.");
        }
    }

    public override void Read(int index, int frames, Rng chance, Span<float> to)
    {
        var frame = new byte[config.Width * config.Height * code.Channels];
        var flights = new (MovingShape Shape, Bounce X, Bounce Y)[together];
        for (var i = 0; i < together; i++)
        {
            var shape = shapes[i == 0 ? index : chance.Below(shapes.Count)];
            var x = Bounce.Draw(config.Width - shape.Width, fastest, chance);
            flights[i] = (shape, x, Bounce.Draw(config.Height - shape.Height, fastest, chance));
        }

        for (var n = 0; n < frames; n++)
        {
            for (var pixel = 0; pixel < config.Width * config.Height; pixel++)
            {
                nothing.CopyTo(frame, pixel * code.Channels);
            }

            foreach (var (shape, x, y) in flights)
            {
                Place(shape, x.At(n), y.At(n), frame);
            }

            code.Read(frame, chance, to.Slice(n * config.Values, config.Values));
        }
    }

    public override int ClassOf(int index) => classes[index];

    public override ulong Hash(ulong hash)
    {
        foreach (var label in classes.Where(_ => config.Classes > 0))
        {
            hash = Fnv.Add(hash, (uint)label);
        }

        foreach (var shape in shapes)
        {
            hash = Fnv.Add(hash, (uint)shape.Width);
            foreach (var value in shape.Code)
            {
                hash = Fnv.Add(hash, value);
            }
        }

        return hash;
    }

    private void Place(MovingShape shape, int left, int top, byte[] frame)
    {
        for (var i = 0; i < shape.IsSeen.Length; i++)
        {
            if (shape.IsSeen[i])
            {
                var pixel = ((top + (i / shape.Width)) * config.Width) + left + (i % shape.Width);
                shape.Code.AsSpan(i * code.Channels, code.Channels).CopyTo(frame.AsSpan(pixel * code.Channels));
            }
        }
    }

    public override int Count => shapes.Count;
}
