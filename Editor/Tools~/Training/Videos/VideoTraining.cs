namespace RnnGen.Training;

/// <summary>Makes models of videos.</summary>
public static class VideoTraining
{
    /// <summary>Makes a training at its beginning.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="settings">The settings; with a model to begin with, only those of data and learning hold.</param>
    /// <param name="films">The videos of the data that it names.</param>
    /// <param name="say">Is told news, a line each.</param>
    /// <param name="report">
    /// Is told after each step the share that is done, in [0, 1], and how it goes.
    /// </param>
    /// <param name="show">Shows how a validation came out.</param>
    /// <exception cref="ModelFormatException">The model to begin with is none, or is damaged.</exception>
    public static ModelTraining Create(
        TrainingOptions options, VideoSettings settings, FilmSplit films, Action<string> say,
        Action<double, string> report, Action<VideoProgress> show)
    {
        var start = options.From is { } from ? VideoModel.From(Checkpoint.Load(from)) : null;
        return new ModelTraining(options, settings, Read, say, report);

        Pupil Read(CancellationToken cancel)
        {
            var pupil = new VideoPupil(settings, films, start, show);
            var frame = pupil.Network.Frame;
            say($"{pupil.Data.TrainingPieces} {(films.AreShapes ? "shapes" : "videos")} to learn from, "
                + $"{pupil.Data.ValidationPieces} to validate with, frames of {frame.Width} x {frame.Height}, "
                + $"{frame.Classes} classes.");
            if (settings.Classes)
            {
                ClassNames.SayUnknown(frame, films.Training.Concat(films.Validation).Select(film => film.Class), say);
            }

            return pupil;
        }
    }
}
