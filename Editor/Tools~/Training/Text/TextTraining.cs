namespace RnnGen.Training;

/// <summary>Makes text models from folders of text.</summary>
public static class TextTraining
{
    /// <summary>Makes a training at its beginning.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="config">The settings; those of music mean nothing.</param>
    /// <param name="say">Is told news, a line each.</param>
    /// <param name="report">
    /// Is told after each step the share that is done, in [0, 1], and how it goes.
    /// </param>
    /// <exception cref="ModelFormatException">The model to begin with is none, or is damaged.</exception>
    public static ModelTraining Create(
        TrainingOptions options, TrainingConfig config, Action<string> say, Action<double, string> report)
    {
        var start = options.From is { } from ? TextModel.Load(from) : null;
        config = config with { Codec = "text", Transpose = 0, Stretch = 0 };
        config = start is null ? config : SequencePupil.WithSizes(config, start.Network);
        return new ModelTraining(options, config, Read, say, report);

        Pupil Read(CancellationToken cancel)
        {
            var data = TextData.Read(options.Data, config.ValidShare, cancel);
            DataFolder.SaySkipped(data.Skipped, say);

            var pupil = new TextPupil(config, data, start);
            say($"{data.Training.Sum(piece => (long)piece.Text.Length):N0} characters to learn from, "
                + $"{data.Validation.Sum(piece => (long)piece.Text.Length):N0} to validate with, "
                + $"{pupil.Alphabet.TokenCount - 1} different"
                + (data.Moved > 0 ? $"; {data.Moved} texts changed sides, as they nearly repeat another." : "."));
            return pupil;
        }
    }
}
