namespace RnnGen.Training;

/// <summary>Makes a music model from folders of MIDI files, as <see cref="ModelTraining"/> says.</summary>
public sealed class MusicTraining : ModelTraining
{
    private readonly TrainingOptions options;
    private readonly TrainingConfig config;
    private readonly MusicModel? start;

    /// <summary>Initializes a training.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="config">The settings.</param>
    /// <param name="say">Is told news, a line each.</param>
    /// <param name="report">
    /// Is told after each step the share that is done, in [0, 1], and how it goes.
    /// </param>
    /// <exception cref="ModelFormatException">The model to begin with is none, or is damaged.</exception>
    /// <exception cref="InvalidDataException">The settings are those of text.</exception>
    public MusicTraining(
        TrainingOptions options, TrainingConfig config, Action<string> say, Action<double, string> report)
        : this(options, config, options.From is { } from ? MusicModel.Load(from) : null, say, report)
    {
    }

    private MusicTraining(
        TrainingOptions options, TrainingConfig config, MusicModel? start, Action<string> say,
        Action<double, string> report)
        : base(options, ConfigOf(config, start), say, report)
    {
        this.options = options;
        this.config = ConfigOf(config, start);
        if (this.config.Codec == "text")
        {
            throw new InvalidDataException(
                "The setting 'codec' must be performance or score for music, but is text.");
        }

        this.start = start;
    }

    private protected override Pupil Read(Action<string> say, CancellationToken cancel)
    {
        var data = MusicData.Read(options.Data, config.ValidShare, cancel);
        foreach (var (file, reason) in data.Skipped)
        {
            say($"Skipped '{file}': {reason}");
        }

        say($"{data.Training.Count} pieces to learn from, {data.Validation.Count} to validate with"
            + (data.Moved > 0 ? $"; {data.Moved} changed sides, as they nearly repeat another." : "."));
        return new MusicPupil(config, data, start);
    }

    private static TrainingConfig ConfigOf(TrainingConfig settings, MusicModel? start)
    {
        return start is null
            ? settings
            : SequencePupil.WithSizes(settings, start.Network) with { Codec = start.Codec.Name };
    }
}
