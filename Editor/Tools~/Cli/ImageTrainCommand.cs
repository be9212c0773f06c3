using System.CommandLine;
using RnnGen.Media;
using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary><c>rnngen image train</c>: from pictures to a model that draws.</summary>
internal static class ImageTrainCommand
{
    private static readonly Option<string> data = new("--data")
    {
        Description = "A folder of pictures, whose sub-folders are classes; or a file as of MNIST, .idx3-ubyte(.gz), "
            + "whose labels lie beside it; or mnist, for those files in a folder mnist here or below RNNGEN_DATA.",
        HelpName = "DIR|FILE|mnist",
        Required = true,
    };

    private static readonly Option<string> preset = new Option<string>("--preset")
    {
        Description = "How large the network is: quick (8 strokes, 128 units) learns in minutes, standard (16, 256) in "
            + "an hour, paper (64, 256, as in Gregor et al. 2015) in half a day.",
        DefaultValueFactory = _ => "standard",
    }.AcceptOnlyFromAmong([.. ImageConfig.Presets]);

    public static Verb Create()
    {
        var verb = new Verb(
            "train",
            "Makes a model that draws from a folder of pictures.",
            "rnngen image train --data ./sprites --out my.safetensors --minutes 60")
        {
            data, PictureSource.Valid, preset,
        };
        TrainingRun.AddTo(verb);
        verb.Does(Train);
        return verb;
    }

    private static void Train(ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        var options = TrainingRun.OptionsOf(result, [result.GetValue(data)!]);
        var usual = UsualOf(result, options.From);
        var config = TrainingRun.ConfigOf(result, usual, usual.With);
        var split = PictureSource.Split(
            result, result.GetValue(data)!, config.ValidShare, terminal, cancel);
        TrainingRun.Do(
            options,
            "picture",
            (say, report) => ImageTraining.Create(
                options, config, split, say, report, progress => Show(options.Out, progress)),
            terminal,
            cancel);
    }

    /// <summary>
    /// Gets the settings if there is no file of them: those of a preset, or a model's own strokes, glimpse and encoder.
    /// </summary>
    private static ImageConfig UsualOf(ParseResult result, string? from)
    {
        TrainingRun.RequireForNew(result, preset);
        if (from is null)
        {
            return ImageConfig.Preset(result.GetValue(preset)!);
        }

        var network = ModelFile.Load(from, DrawModel.Load).Network.Config;
        return new ImageConfig { Glimpses = network.Steps, Read = network.Read, Encoder = network.EncoderSize };
    }

    /// <summary>Writes what the model draws, always of the same noise, and what each step tells.</summary>
    private static void Show(string file, ImageProgress progress)
    {
        var grid = SampleGrid.Draw(progress.Model, progress.Seed);
        OutputFile.Write(ModelName.With(file, ".sample.png"), stream => PictureFile.WritePng(grid, stream));
        using var diagram = new Diagram(
            FormattableString.Invariant($"{progress.Bound.Nats:F2} nats a picture after step {progress.Steps}"),
            "glimpse",
            "KL divergence in nats");
        var divergences = progress.Bound.Divergences;
        diagram.Line("validation", [.. Enumerable.Range(1, divergences.Count).Select(t => (double)t)], divergences);
        OutputFile.Write(
            ModelName.With(file, ".divergence.png"), stream => Diagram.WritePng([diagram], stream));
    }
}
