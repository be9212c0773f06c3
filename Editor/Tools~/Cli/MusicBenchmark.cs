using System.CommandLine;
using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary>
/// <c>rnngen music evaluate --benchmark</c>: an LSTM on the piano rolls of Boulanger-Lewandowski et al. (2012), trained
/// and scored.
/// </summary>
internal static class MusicBenchmark
{
    public static readonly Option<string?> Corpus = new Option<string?>("--benchmark")
    {
        Description = "Train an LSTM on published piano rolls and score it; with --model, score one that is trained.",
    }.AcceptOnlyFromAmong([.. PianoRollBenchmark.Names]);

    private static readonly Option<string?> output = new("--out", "-o")
    {
        Description = "With --benchmark: write the trained network, with its card.",
        HelpName = "FILE",
    };

    private static readonly Option<double?> minutes = new Option<double?>("--minutes")
    {
        Description = "With --benchmark: end training after this time, at the latest.",
        HelpName = "N",
    }.Between(0, 50_000);

    private static readonly Option<string?> config = new("--config")
    {
        Description = "With --benchmark: settings that differ from the defaults, as JSON: {\"size\": 300}.",
        HelpName = "FILE",
    };

    public static void Run(string corpus, ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        var folders = result.GetValue(MusicEvaluateCommand.Data) ?? [];
        if (folders.Length > 1 || Options.IsGiven(result, MusicEvaluateCommand.Samples))
        {
            throw new UserException(
                ExitCode.WrongUsage, "--benchmark takes one folder of --data, and composes no --samples.");
        }

        var isTrained = Options.IsGiven(result, Options.MusicModel);
        if (isTrained)
        {
            RequireNoTraining(result, "is for training, but --model names a network to score");
        }

        var run = new PianoRollBenchmark(corpus, folders is [var folder] ? folder : SharedFolder());
        var report = isTrained
            ? run.Score(
                ModelFile.Load(result.GetValue(Options.MusicModel)!, FrameModel.Load),
                result.GetValue(MusicEvaluateCommand.Split)!)
            : Train(run, corpus, result, terminal, cancel);
        if (terminal.Json)
        {
            terminal.WriteJson(report);
        }
        else
        {
            EvaluationTables.Print(terminal, report);
        }
    }

    /// <summary>Throws if an option of a training is given.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="reason">What is said of the option.</param>
    public static void RequireNoTraining(ParseResult result, string reason)
    {
        if (Array.Find(Training, option => Options.IsGiven(result, option)) is { } other)
        {
            throw new UserException(ExitCode.WrongUsage, $"{other.Name} {reason}.");
        }
    }

    private static PianoRollReport Train(
        PianoRollBenchmark run, string name, ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        if (result.GetValue(output) is { } wanted)
        {
            OutputFile.RequireWritable(wanted);
            if (File.Exists(wanted))
            {
                throw new UserException(
                    ExitCode.WrongUsage,
                    $"A new model must not replace another, but '{wanted}' exists: give another {output.Name}, or "
                    + "remove it.");
            }
        }

        var split = result.GetValue(MusicEvaluateCommand.Split)!;
        run.Require(split);
        var settings = SettingsOf(name, result);
        var limit = result.GetValue(minutes) is { } time
            ? TimeSpan.FromMinutes(time)
            : Timeout.InfiniteTimeSpan;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        stop.CancelAfter(limit);
        FrameModel model;
        using (var progress = terminal.Progress("Training", settings.Rounds))
        {
            model = run.Train(
                settings,
                result.GetValue(MusicEvaluateCommand.Threads),
                step => progress.Report(
                    step.Round,
                    FormattableString.Invariant($"{step.Valid:F3} nats a frame, best {step.Best:F3}")),
                stop.Token);
        }

        var report = run.Score(model, split);
        if (result.GetValue(output) is { } target)
        {
            var card = new FrameCard(settings, report, result.GetValue(minutes));
            OutputFile.Write(target, stream => model.Write(stream, card));
        }

        cancel.ThrowIfCancellationRequested();
        return report;
    }

    private static FrameTraining SettingsOf(string name, ParseResult result)
    {
        var usual = PianoRollBenchmark.SettingsFor(name);
        var settings = result.GetValue(config) is { } path ? InputFile.ReadSettings(path, usual.With) : usual;
        var seed = MusicEvaluateCommand.Seed;
        return Options.IsGiven(result, seed) ? settings with { Seed = result.GetValue(seed) } : settings;
    }

    private static string SharedFolder()
    {
        var found = SharedData.PathOf("poly_music");
        InputFile.RequireFolder(found, "The folder of the benchmark (name it by --data)");
        return found;
    }

    /// <summary>Gets the options of a training, which mean nothing elsewhere.</summary>
    public static Option[] Training { get; } = [output, minutes, config];
}
