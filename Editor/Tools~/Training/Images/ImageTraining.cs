namespace RnnGen.Training;

/// <summary>Makes a model that draws from pictures, as <see cref="ModelTraining"/> says.</summary>
public sealed class ImageTraining : ModelTraining
{
    private readonly ImageConfig config;
    private readonly ImageSplit pictures;
    private readonly DrawModel? start;
    private readonly Action<ImageProgress> show;

    /// <summary>Initializes a training.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="config">The settings; with a model to begin with, only those of learning hold.</param>
    /// <param name="pictures">The pictures of the data that it names.</param>
    /// <param name="say">Is told news, a line each.</param>
    /// <param name="report">
    /// Is told after each step the share that is done, in [0, 1], and how it goes.
    /// </param>
    /// <param name="show">Shows how a validation came out.</param>
    /// <exception cref="ModelFormatException">The model to begin with is none, or is damaged.</exception>
    public ImageTraining(
        TrainingOptions options, ImageConfig config, ImageSplit pictures, Action<string> say,
        Action<double, string> report, Action<ImageProgress> show)
        : base(options, config, say, report)
    {
        this.config = config;
        this.pictures = pictures;
        this.show = show;
        start = options.From is { } from ? DrawModel.From(Checkpoint.Load(from)) : null;
    }

    private protected override Pupil Read(Action<string> say, CancellationToken cancel)
    {
        var pupil = new ImagePupil(config, pictures, start, show);
        var network = pupil.Network;
        say($"{pupil.TrainingPieces} pictures to learn from, {pupil.ValidationPieces} to validate with, "
            + $"{network.Width} x {network.Height}, {network.Classes} classes.");
        return pupil;
    }
}
