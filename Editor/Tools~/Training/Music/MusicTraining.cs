namespace RnnGen.Training;

/// <summary>Makes a music model from folders of MIDI files, as <see cref="ModelTraining"/> says.</summary>
public sealed class MusicTraining : ModelTraining
{
    private readonly MusicModel? start;

    /// <summary>Initializes a training.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="say">Is told news, a line each.</param>
    /// <param name="report">
    /// Is told after each step the share that is done, in [0, 1], and how it goes.
    /// </param>
    /// <exception cref="ModelFormatException">The model to begin with is none, or is damaged.</exception>
    public MusicTraining(TrainingOptions options, Action<string> say, Action<double, string> report)
        : this(options, say, report, options.From is { } from ? MusicModel.Load(from) : null)
    {
    }

    private MusicTraining(
        TrainingOptions options, Action<string> say, Action<double, string> report, MusicModel? start)
        : base(start is null ? options : options with { Config = ConfigOf(start, options.Config) }, say, report)
    {
        this.start = start;
    }

    private protected override Pupil Read(
        TrainingOptions options, Action<string> say, CancellationToken cancel)
    {
        var data = MusicData.Read(options.Data, options.Config.ValidShare, cancel);
        foreach (var (file, reason) in data.Skipped)
        {
            say($"Skipped '{file}': {reason}");
        }

        say($"{data.Training.Count} pieces to learn from, {data.Validation.Count} to validate with"
            + (data.Moved > 0 ? $"; {data.Moved} are learned from, as they nearly repeat another." : "."));
        return new MusicPupil(options.Config, data, start);
    }

    private static TrainingConfig ConfigOf(MusicModel model, TrainingConfig settings)
    {
        return Pupil.WithSizes(settings, model.Network) with { Codec = model.Codec.Name };
    }
}
