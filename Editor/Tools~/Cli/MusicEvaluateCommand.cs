using System.CommandLine;
using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary><c>rnngen music evaluate</c>: what a model is worth, beside what it must beat.</summary>
internal static class MusicEvaluateCommand
{
    private static readonly Option<string[]> data = new("--data")
    {
        Description = "Folders of MIDI files, split as in training, or the folder of the benchmark.",
        HelpName = "DIR",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string> split = new Option<string>("--split")
    {
        Description = "The pieces to measure on; test is for --benchmark.",
        DefaultValueFactory = _ => "valid",
    }.AcceptOnlyFromAmong("valid", "train", "test");

    private static readonly Option<int> samples = new Option<int>("--samples")
    {
        Description = "How many pieces to compose and compare.",
        HelpName = "N",
        DefaultValueFactory = _ => MusicEvaluation.DefaultSamples,
    }.Between(1, 100_000);

    private static readonly Option<ulong> seed = new("--seed")
    {
        Description = "Where chance starts: the same seed gives the same figures.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string?> benchmark = new Option<string?>("--benchmark")
    {
        Description = "Train and score an LSTM on the piano rolls of Boulanger-Lewandowski et al. (2012).",
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

    private static readonly Option<int> threads = Options.Threads(Environment.ProcessorCount);

    public static Verb Create()
    {
        var verb = new Verb(
            "evaluate",
            "Measures a model beside Markov chains and human pieces, or by a published benchmark.",
            "rnngen music evaluate --model score --data ./midi")
        {
            Options.Model, data, split, samples, seed, benchmark, output, minutes, config, threads,
        };
        verb.Does((result, terminal, cancel) =>
        {
            if (result.GetValue(benchmark) is { } name)
            {
                Benchmark(name, result, terminal, cancel);
            }
            else
            {
                Evaluate(result, terminal, cancel);
            }
        });
        return verb;
    }

    private static void Evaluate(ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        var folders = result.GetValue(data) ?? [];
        var part = result.GetValue(split)!;
        if (result.GetValue(Options.Model) is not { } name || folders.Length == 0 || part == "test")
        {
            throw new UserException(
                ExitCode.WrongUsage,
                "An evaluation needs --model, --data and a --split of valid or train; or else --benchmark. "
                    + "See 'rnngen music evaluate --help'.");
        }

        foreach (var folder in folders)
        {
            InputFile.RequireFolder(folder, "A folder of MIDI files");
        }

        var path = ModelFile.Find(name);
        var model = ModelFile.Load(path, MusicModel.Load);
        var card = ModelDescription.Load(path);
        var pieces = MusicData.Read(folders, card.ValidShare ?? new TrainingConfig().ValidShare, cancel);
        CardCheck.Warn(card, pieces.DigestFor(model.Codec), terminal);
        if (part == "train")
        {
            terminal.Say("Warning: these are the pieces to learn from, not those that were held out.");
        }

        var evaluation = new MusicEvaluation(
            model,
            [.. pieces.Training.Select(piece => piece.Notes)],
            [.. pieces.Validation.Select(piece => piece.Notes)],
            part,
            result.GetValue(threads));
        MusicReport report;
        using (var progress = terminal.Progress("Evaluating", 1))
        {
            report = evaluation.Run(
                result.GetValue(samples),
                result.GetValue(seed),
                (what, done) => progress.Report(done, what),
                cancel);
        }

        if (terminal.Json)
        {
            terminal.WriteJson(report);
        }
        else
        {
            EvaluationTables.Print(terminal, report);
        }
    }

    private static void Benchmark(
        string name, ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        var folders = result.GetValue(data) ?? [];
        if (result.GetValue(output) is not null && result.GetValue(Options.Model) is not null)
        {
            throw new UserException(
                ExitCode.WrongUsage,
                "--out writes the network that is trained, but --model names one to score.");
        }

        if (folders.Length > 1)
        {
            throw new UserException(
                ExitCode.WrongUsage, $"A benchmark is in one folder, but --data names {folders.Length}.");
        }

        var run = new PianoRollBenchmark(name, folders.Length == 1 ? folders[0] : BenchmarkFolder());
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
            OutputFile.Write(target, stream => model.Write(stream, new FrameCard(settings, report)));
        }

        cancel.ThrowIfCancellationRequested();
        return report;
    }

    private static FrameTraining SettingsOf(string name, ParseResult result)
    {
        var settings = PianoRollBenchmark.SettingsFor(name) with { Seed = result.GetValue(seed) };
        return result.GetValue(config) is { } path ? InputFile.ReadSettings(path, settings.With) : settings;
    }

    private static string BenchmarkFolder()
    {
        var found = SharedData.PathOf("poly_music");
        InputFile.RequireFolder(found, "The folder of the benchmark (name it by --data)");
        return found;
    }
}
