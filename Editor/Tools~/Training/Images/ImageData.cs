namespace RnnGen.Training;

/// <summary>
/// Represents pictures brought to one size, as a network learns them, with the blueprint of the network.
/// </summary>
internal sealed class ImageData
{
    private const int LeastSide = 16;
    private const int MostSide = 64;

    private ImageData(DrawConfig network, ImageSet training, ImageSet validation)
    {
        Network = network;
        Training = training;
        Validation = validation;
    }

    /// <summary>Makes data of pictures, for a new network.</summary>
    /// <param name="config">The settings: output, colours, size, classes.</param>
    /// <param name="pictures">The pictures.</param>
    /// <exception cref="InvalidDataException">
    /// There is no picture for one of the two, their sizes do not suit, or no network is so large: the message says
    /// why.
    /// </exception>
    public static ImageData Create(ImageConfig config, ImageSplit pictures)
    {
        Require(pictures);
        var first = pictures.Training[0].Picture;
        var (width, height) = config.Side > 0 ? (config.Side, config.Side) : (first.Width, first.Height);
        var training = Fit(pictures.Training, width, height, config.Side > 0);
        var palette = config.Output == "palette"
            ? Palette.Of(
                training.SelectMany(picture => Enumerable.Range(0, config.Recolour > 0 ? Recolouring.Ways : 1)
                    .Select(way => way == 0 ? picture.Picture : Recolouring.Of(picture.Picture, way))),
                config.Colours)
            : null;
        var names = config.Classes ? ClassNames.Of(training.Select(picture => picture.Class)) : [];
        var network = new DrawConfig
        {
            Width = width, Height = height, Output = config.Output, Colours = palette?.Colours.Count ?? 0,
            Palette = palette?.Colours ?? [], Steps = config.Glimpses, Size = config.Size,
            EncoderSize = config.Encoder, Latent = config.Latent, Read = config.Read, Write = config.Write,
            Classes = names.Count, ClassNames = names, LearnedPrior = config.LearnedPrior,
            CanvasFeedback = config.CanvasFeedback, Wraps = config.Wraps,
        };
        if (network.Problem() is { } problem)
        {
            throw new InvalidDataException(problem);
        }

        return new ImageData(
            network,
            SetOf(network, training),
            SetOf(network, Fit(pictures.Validation, width, height, config.Side > 0)));
    }

    /// <summary>Makes data of pictures, for a network that is there.</summary>
    /// <exception cref="InvalidDataException">
    /// There is no picture for one of the two, or their sizes do not suit: the message says why.
    /// </exception>
    public static ImageData For(DrawConfig network, ImageSplit pictures)
    {
        Require(pictures);
        return new ImageData(network, Read(network, pictures.Training), Read(network, pictures.Validation));
    }

    /// <summary>Makes pictures what a network learns, scaled if they are not of its size.</summary>
    public static ImageSet Read(DrawConfig network, IReadOnlyList<LabelledPicture> pictures)
    {
        return SetOf(network, Fit(pictures, network.Width, network.Height, isScaled: true));
    }

    private static void Require(ImageSplit pictures)
    {
        if (pictures.Training.Count == 0 || pictures.Validation.Count == 0)
        {
            throw new InvalidDataException(
                "Training needs at least one picture to learn from and one to validate with, but there are "
                + $"{pictures.Training.Count} and {pictures.Validation.Count}: give more pictures.");
        }
    }

    /// <summary>Brings pictures to one size, or requires that they have it.</summary>
    /// <exception cref="InvalidDataException">A size does not suit: the message says why.</exception>
    public static List<LabelledPicture> Fit(
        IReadOnlyList<LabelledPicture> pictures, int width, int height, bool isScaled)
    {
        if (!isScaled && (Math.Min(width, height) < LeastSide || Math.Max(width, height) > MostSide))
        {
            throw new InvalidDataException(
                $"Pictures of {LeastSide} to {MostSide} pixels each way were expected, but '{pictures[0].Name}' has "
                + $"{width} x {height}: set \"side\" in the settings to scale them.");
        }

        return pictures.Select(picture =>
        {
            var (found, other) = (picture.Picture.Width, picture.Picture.Height);
            if ((found, other) == (width, height))
            {
                return picture;
            }

            return isScaled
                ? picture with { Picture = Scaling.Fit(picture.Picture, width, height) }
                : throw new InvalidDataException(
                    $"Pictures of one size were expected, but '{picture.Name}' has {found} x {other} pixels and the "
                    + $"first {width} x {height}: set \"side\" in the settings to scale them.");
        }).ToList();
    }

    private static ImageSet SetOf(DrawConfig network, IReadOnlyList<LabelledPicture> pictures)
    {
        var set = new ImageSet(network);
        foreach (var picture in pictures)
        {
            set.Add(picture.Picture, ClassNames.NumberIn(network, picture.Class));
        }

        return set;
    }

    /// <summary>Gets the blueprint of the network.</summary>
    public DrawConfig Network { get; }

    /// <summary>Gets the pictures to learn from.</summary>
    public ImageSet Training { get; }

    /// <summary>Gets the pictures to validate with.</summary>
    public ImageSet Validation { get; }

    /// <summary>Gets what tells the data apart.</summary>
    public CorpusDigest Digest => CorpusDigest.Of(Validation.Hash(Training.Hash(Fnv.Start)));
}
