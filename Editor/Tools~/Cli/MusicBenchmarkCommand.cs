using System.CommandLine;
using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary>
/// <c>rnngen music benchmark</c>: an LSTM on the piano rolls of Boulanger-Lewandowski et al. (2012), trained and
/// scored.
/// </summary>
internal static class MusicBenchmarkCommand
{
    private static readonly Argument<string> corpus = new Argument<string>("CORPUS")
    {
        Description = "The piano rolls: " + string.Join(", ", PianoRollBenchmark.Names) + ".",
    }.AcceptOnlyFromAmong([.. PianoRollBenchmark.Names]);

    private static readonly Option<string?> data = new("--data")
    {
        Description = "The folder of the corpora as JSON. [default: ../shared/data/poly_music]",
        HelpName = "DIR",
    };

    private static readonly Option<string> split = new Option<string>("--split")
    {
        Description = "The songs to measure on.",
        DefaultValueFactory = _ => "valid",
    }.AcceptOnlyFromAmong("valid", "train", "test");

    private static readonly Option<ulong> seed = Options.SeedOfFigures();

    private static readonly Option<string?> output = new("--out", "-o")
    {
        Description = "Write the trained network, with its card.",
        HelpName = "FILE",
    };

    private static readonly Option<double?> minutes = new Option<double?>("--minutes")
    {
        Description = "End training after this time, at the latest.",
        HelpName = "N",
    }.Between(0, 50_000);

    private static readonly Option<string?> config = new("--config")
    {
        Description = "Settings that differ from the defaults, as JSON: {\"size\": 300}.",
        HelpName = "FILE",
    };

    private static readonly Option<int> threads = Options.Threads(Environment.ProcessorCount);

    public static Verb Create()
    {
        var verb = new Verb(
            "benchmark",
            "Trains an LSTM on published piano rolls and scores it; with --model, scores one that is trained.",
            "rnngen music benchmark jsb --model benchmark-jsb")
        {
            corpus, Options.Model, data, split, seed, output, minutes, config, threads,
        };
        verb.Does(Run);
        return verb;
    }

    private static void Run(ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        var name = result.GetValue(corpus)!;
        if (result.GetValue(output) is not null && result.GetValue(Options.Model) is not null)
        {
            throw new UserException(
                ExitCode.WrongUsage,
                "--out writes the network that is trained, but --model names one to score.");
        }

        var run = new PianoRollBenchmark(name, result.GetValue(data) ?? SharedFolder());
        var report = result.GetValue(Options.Model) is { } file
            ? run.Score(ModelFile.Load(file, FrameModel.Load), result.GetValue(split)!)
            : Train(run, name, result, terminal, cancel);
        if (terminal.Json)
        {
            terminal.WriteJson(report);
        }
        else
        {
            EvaluationTables.Print(terminal, report);
        }
    }

    private static PianoRollReport Train(
        PianoRollBenchmark run, string name, ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        if (result.GetValue(output) is { } wanted)
        {
            OutputFile.RequireWritable(wanted);
        }

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
                result.GetValue(threads),
                step => progress.Report(
                    step.Round,
                    FormattableString.Invariant($"{step.Valid:F3} nats a frame, best {step.Best:F3}")),
                stop.Token);
        }

        var report = run.Score(model, result.GetValue(split)!);
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
        var settings = PianoRollBenchmark.SettingsFor(name) with { Seed = result.GetValue(seed) };
        return result.GetValue(config) is { } path ? InputFile.ReadSettings(path, settings.With) : settings;
    }

    private static string SharedFolder()
    {
        var found = SharedData.PathOf("poly_music");
        InputFile.RequireFolder(found, "The folder of the benchmark (name it by --data)");
        return found;
    }
}
