using System.CommandLine;
using RnnGen.Media;
using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary><c>rnngen video train</c>: from videos, or shapes that are to move, to a model of videos.</summary>
internal static class VideoTrainCommand
{
    public static Verb Create()
    {
        var verb = new Verb(
            "train",
            "Makes a model that paints frame after frame, from animations, or from shapes that fly and bounce.",
            "rnngen video train --data train-images-idx3-ubyte.gz --shapes --out my.safetensors --minutes 60")
        {
            VideoSource.Data, VideoSource.Shapes, VideoSource.Sheet, VideoSource.Valid,
        };
        TrainingRun.AddTo(verb);
        verb.Does(Train);
        return verb;
    }

    private static void Train(ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        var options = TrainingRun.OptionsOf(result, [result.GetValue(VideoSource.Data)!]);
        var usual = new VideoSettings();
        var settings = VideoSource.SettingsOf(result, TrainingRun.ConfigOf(result, usual, usual.With));
        var films = VideoSource.Split(result, settings.ValidShare, terminal, cancel);
        TrainingRun.Do(
            options,
            "frame",
            (say, report) => VideoTraining.Create(
                options, settings, films, say, report, progress => Show(options.Out, progress)),
            terminal,
            cancel);
    }

    /// <summary>Writes what the model paints, always of the same noise, and what each frame costs.</summary>
    private static void Show(string file, VideoProgress progress)
    {
        var strip = SampleStrip.Draw(progress);
        OutputFile.Write(ModelName.With(file, ".sample.png"), stream => PictureFile.WritePng(strip, stream));
        using var diagram = new Diagram(
            FormattableString.Invariant($"{progress.Bound.Nats:F2} nats a frame after step {progress.Steps}"),
            "frame",
            "nats");
        double[] frames = [.. Enumerable.Range(1, progress.Bound.Divergences.Count).Select(n => (double)n)];
        diagram.Line("what the canvas leaves open", frames, progress.Bound.Reconstructions);
        diagram.Line("what the strokes tell", frames, progress.Bound.Divergences);
        OutputFile.Write(ModelName.With(file, ".frames.png"), stream => Diagram.WritePng([diagram], stream));
    }
}
