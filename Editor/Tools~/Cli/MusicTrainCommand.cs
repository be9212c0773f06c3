using System.CommandLine;
using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary><c>rnngen music train</c>: from folders of MIDI files to a model.</summary>
internal static class MusicTrainCommand
{
    private static readonly Option<string[]> data = new("--data")
    {
        Description = "Folders of MIDI files; sub-folders 'train' and 'valid' say how they are split.",
        HelpName = "DIR",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string> model = Options.Out(
        "The model to write; what is needed to go on, to FILE.train.");

    private static readonly Option<string?> codec = new Option<string?>("--codec")
    {
        Description = "How music becomes tokens: as performed, or in beats and bars. [default: performance]",
    }.AcceptOnlyFromAmong("performance", "score");

    private static readonly Option<string?> config = new("--config")
    {
        Description = "Settings that differ from the defaults, as JSON: {\"size\": 512, \"dropout\": 0.3}.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> from = new("--from")
    {
        Description = "Begin with a trained model (fine-tuning); its codec and sizes hold. [default: random weights]",
        HelpName = "NAME|FILE",
    };

    private static readonly Option<bool> resume = new("--resume")
    {
        Description = "Go on with what FILE.train holds, as if it had not been interrupted.",
    };

    private static readonly Option<double?> minutes = new("--minutes")
    {
        Description = "End after this time, at the latest.",
        HelpName = "N",
    };

    private static readonly Option<string> backend = new Option<string>("--backend")
    {
        Description = "What computes gradients: C#, or libtorch; auto is libtorch where it finds CUDA, else C#.",
        DefaultValueFactory = _ => "auto",
    }.AcceptOnlyFromAmong([.. EngineChoice.Names]);

    private static readonly Option<int> threads = Options.Threads(Environment.ProcessorCount);

    public static Verb Create()
    {
        var verb = new Verb(
            "train",
            "Makes a model from folders of MIDI files.",
            "rnngen music train --data ./midi --out my.safetensors --minutes 60")
        {
            data, model, codec, config, from, resume, minutes, Options.Seed, backend, threads,
        };
        verb.Does(Train);
        return verb;
    }

    private static void Train(ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        var file = result.GetValue(model)!;
        var options = new MusicTrainingOptions
        {
            Data = result.GetValue(data)!,
            Out = file,
            Config = ConfigOf(result),
            Seed = result.GetValue(Options.Seed),
            From = result.GetValue(from) is { } first ? ModelFile.Find(first) : null,
            Resume = result.GetValue(resume),
            Limit = result.GetValue(minutes) is { } limit ? TimeSpan.FromMinutes(limit) : null,
            Backend = result.GetValue(backend)!,
            Threads = result.GetValue(threads),
        };
        foreach (var folder in options.Data)
        {
            InputFile.RequireFolder(folder, "A folder of MIDI files");
        }

        OutputFile.RequireWritable(file);
        if (options.Resume && !File.Exists(file + ".train"))
        {
            throw new UserException(
                ExitCode.BadInput, $"To go on, '{file}.train' was expected, but it does not exist.");
        }

        using var progress = terminal.Progress("Training", 1);
        var loss = new MusicTraining(options, terminal.Say, progress.Report).Run(cancel);
        if (terminal.Json)
        {
            terminal.WriteJson(new { model = file, validationNll = loss });
        }
        else
        {
            terminal.Output.WriteLine(
                FormattableString.Invariant($"{file}: {loss:F4} nats a token in validation."));
        }
    }

    private static TrainingConfig ConfigOf(ParseResult result)
    {
        var settings = result.GetValue(config) is { } path
            ? InputFile.ReadSettings(path, TrainingConfig.Parse)
            : new TrainingConfig();
        return result.GetValue(codec) is { } name ? settings with { Codec = name } : settings;
    }
}
