namespace RnnGen.Training;

/// <summary>Makes models that draw from pictures.</summary>
public static class ImageTraining
{
    /// <summary>Makes a training at its beginning.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="config">
    /// The settings; with a model to begin with, only those of learning hold, the glimpses, and what it sees: the
    /// canvas, as wide a glimpse as its own or a wider one, <see cref="ImageConfig.Read"/>, and as large an encoder or
    /// a larger one, <see cref="ImageConfig.Encoder"/>.
    /// </param>
    /// <param name="pictures">The pictures of the data that it names.</param>
    /// <param name="say">Is told news, a line each.</param>
    /// <param name="report">
    /// Is told after each step the share that is done, in [0, 1], and how it goes.
    /// </param>
    /// <param name="show">Shows how a validation came out.</param>
    /// <exception cref="ModelFormatException">The model to begin with is none, or is damaged.</exception>
    public static ModelTraining Create(
        TrainingOptions options, ImageConfig config, ImageSplit pictures, Action<string> say,
        Action<double, string> report, Action<ImageProgress> show)
    {
        var start = options.From is { } from ? DrawModel.From(Checkpoint.Load(from)) : null;
        return new ModelTraining(options, config, Read, say, report);

        Pupil Read(CancellationToken cancel)
        {
            var pupil = new ImagePupil(config, pictures, start, show);
            var network = pupil.Network;
            say($"{pupil.Data.TrainingPieces} pictures to learn from, {pupil.Data.ValidationPieces} to validate with, "
                + $"{network.Width} x {network.Height}, {network.Classes} classes.");
            if (config.Classes)
            {
                var all = pictures.Training.Concat(pictures.Validation);
                ClassNames.SayUnknown(network, all.Select(picture => picture.Class), say);
            }

            return pupil;
        }
    }
}
