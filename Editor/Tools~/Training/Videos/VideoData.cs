namespace RnnGen.Training;

/// <summary>
/// Represents videos brought to one size, as a network learns them, with the blueprint of the network.
/// </summary>
internal sealed class VideoData
{
    private VideoData(VideoConfig network, ClipSet training, ClipSet validation)
    {
        Network = network;
        Training = training;
        Validation = validation;
    }

    /// <summary>Makes data for a new network.</summary>
    /// <exception cref="InvalidDataException">
    /// There is no video for one of the two, their sizes do not suit, or no network is so large: the message says why.
    /// </exception>
    public static VideoData Create(VideoSettings settings, FilmSplit films)
    {
        Require(settings, films);
        var first = films.Training[0].Frames[0];
        var (width, height) = settings.Side > 0 ? (settings.Side, settings.Side) : (first.Width, first.Height);
        var names = settings.Classes ? ClassNames.Of(films.Training.Select(film => film.Class)) : [];
        var frame = new DrawConfig
        {
            Width = width, Height = height, Output = settings.Output, Classes = names.Count, ClassNames = names,
        };
        var fitted = Fit(films, width, height, settings.Side > 0);
        if (settings.Output == "palette")
        {
            // Shapes leave room around them, which is transparent.
            var pictures = fitted.Training.SelectMany(film => film.Frames);
            var seen = films.AreShapes ? pictures.Append(new Picture(1, 1)) : pictures;
            frame.Palette = Palette.Of(seen, settings.Colours).Colours;
            frame.Colours = frame.Palette.Count;
        }

        var network = settings.ConfigOf(frame);
        return network.Problem() is { } problem
            ? throw new InvalidDataException(problem)
            : Of(settings, network, fitted);
    }

    /// <summary>Makes data for a network that is there, scaled if it is not of its size.</summary>
    /// <inheritdoc cref="Create"/>
    public static VideoData For(VideoConfig network, VideoSettings settings, FilmSplit films)
    {
        Require(settings, films);
        return Of(settings, network, Fit(films, network.Frame.Width, network.Frame.Height, isScaled: true));
    }

    /// <summary>Brings animations to one size, or requires that they have it; shapes keep theirs.</summary>
    private static FilmSplit Fit(FilmSplit films, int width, int height, bool isScaled)
    {
        return films.AreShapes
            ? films
            : films with { Training = Fitted(films.Training), Validation = Fitted(films.Validation) };

        List<Film> Fitted(IReadOnlyList<Film> some)
        {
            var frames = some.SelectMany(film => film.Frames.Select(
                (frame, i) => new LabelledPicture($"{film.Name}, frame {i + 1}", frame, null))).ToArray();
            var fitted = ImageData.Fit(frames, width, height, isScaled);
            var at = 0;
            return [.. some.Select(film => film with
            {
                Frames = fitted.Slice((at += film.Frames.Count) - film.Frames.Count, film.Frames.Count)
                    .ConvertAll(frame => frame.Picture),
            })];
        }
    }

    private static VideoData Of(VideoSettings settings, VideoConfig network, FilmSplit films)
    {
        return new VideoData(network, SetOf(films.Training), SetOf(films.Validation));

        ClipSet SetOf(IReadOnlyList<Film> some)
        {
            return films.AreShapes
                ? new MovingShapes(
                    network.Frame, settings.Together, settings.Fastest,
                    some.Select(film => new LabelledPicture(film.Name, film.Frames[0], film.Class)))
                : new Animations(network.Frame, some);
        }
    }

    private static void Require(VideoSettings settings, FilmSplit films)
    {
        if (films.Training.Count == 0 || films.Validation.Count == 0)
        {
            throw new InvalidDataException(
                "Training needs at least one video to learn from and one to validate with, but there are "
                + $"{films.Training.Count} and {films.Validation.Count}: give more videos.");
        }

        if (films.AreShapes && settings.Side == 0)
        {
            throw new InvalidDataException(
                "Shapes need a frame to move in, whose side is in the settings, but \"side\" is 0.");
        }
    }

    /// <summary>Gets the blueprint of the network.</summary>
    public VideoConfig Network { get; }

    /// <summary>Gets the videos to learn from.</summary>
    public ClipSet Training { get; }

    /// <summary>Gets the videos to validate with.</summary>
    public ClipSet Validation { get; }

    /// <summary>Gets what tells the data apart.</summary>
    public CorpusDigest Digest => CorpusDigest.Of(Validation.Hash(Training.Hash(Fnv.Start)));
}
