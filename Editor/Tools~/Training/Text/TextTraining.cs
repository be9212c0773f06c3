namespace RnnGen.Training;

/// <summary>Makes a text model from folders of text, as <see cref="ModelTraining"/> says.</summary>
public sealed class TextTraining : ModelTraining
{
    private readonly TrainingOptions options;
    private readonly TrainingConfig config;
    private readonly TextModel? start;

    /// <summary>Initializes a training.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="config">The settings; those of music mean nothing.</param>
    /// <param name="say">Is told news, a line each.</param>
    /// <param name="report">
    /// Is told after each step the share that is done, in [0, 1], and how it goes.
    /// </param>
    /// <exception cref="ModelFormatException">The model to begin with is none, or is damaged.</exception>
    public TextTraining(
        TrainingOptions options, TrainingConfig config, Action<string> say, Action<double, string> report)
        : this(options, config, options.From is { } from ? TextModel.Load(from) : null, say, report)
    {
    }

    private TextTraining(
        TrainingOptions options, TrainingConfig config, TextModel? start, Action<string> say,
        Action<double, string> report)
        : base(options, ConfigOf(config, start), say, report)
    {
        this.options = options;
        this.config = ConfigOf(config, start);
        this.start = start;
    }

    private protected override Pupil Read(Action<string> say, CancellationToken cancel)
    {
        var data = TextData.Read(options.Data, config.ValidShare, cancel);
        foreach (var (file, reason) in data.Skipped)
        {
            say($"Skipped '{file}': {reason}");
        }

        var pupil = new TextPupil(config, data, start);
        say($"{data.Training.Sum(piece => (long)piece.Text.Length):N0} characters to learn from, "
            + $"{data.Validation.Sum(piece => (long)piece.Text.Length):N0} to validate with, "
            + $"{pupil.Alphabet.TokenCount - 1} different"
            + (data.Moved > 0 ? $"; {data.Moved} texts changed sides, as they nearly repeat another." : "."));
        return pupil;
    }

    private static TrainingConfig ConfigOf(TrainingConfig settings, TextModel? start)
    {
        settings = settings with { Codec = "text", Transpose = 0, Stretch = 0 };
        return start is null ? settings : SequencePupil.WithSizes(settings, start.Network);
    }
}
