namespace RnnGen.Training;

/// <summary>Makes music models from folders of MIDI files.</summary>
public static class MusicTraining
{
    /// <summary>Makes a training at its beginning.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="config">The settings.</param>
    /// <param name="say">Is told news, a line each.</param>
    /// <param name="report">
    /// Is told after each step the share that is done, in [0, 1], and how it goes.
    /// </param>
    /// <exception cref="ModelFormatException">The model to begin with is none, or is damaged.</exception>
    /// <exception cref="InvalidDataException">The settings are those of text.</exception>
    public static ModelTraining Create(
        TrainingOptions options, TrainingConfig config, Action<string> say, Action<double, string> report)
    {
        var start = options.From is { } from ? MusicModel.Load(from) : null;
        config = start is null
            ? config
            : SequencePupil.WithSizes(config, start.Network) with { Codec = start.Codec.Name };
        return config.Codec != "text"
            ? new ModelTraining(options, config, Read, say, report)
            : throw new InvalidDataException(
                "The setting 'codec' must be performance or score for music, but is text.");

        Pupil Read(CancellationToken cancel)
        {
            var data = MusicData.Read(options.Data, config.ValidShare, cancel);
            data.SayProblems(say);
            say($"{data.Training.Count} pieces to learn from, {data.Validation.Count} to validate with"
                + (data.Moved > 0 ? $"; {data.Moved} changed sides, as they nearly repeat another." : "."));
            return new MusicPupil(config, data, start);
        }
    }
}
