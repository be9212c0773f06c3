using System.CommandLine;
using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary><c>rnngen music evaluate</c>: what a model is worth, beside what it must beat.</summary>
internal static class MusicEvaluateCommand
{
    public static readonly Option<string[]> Data = new("--data")
    {
        Description = "Folders of MIDI files, as for training, and split alike; or the folder of the benchmark."
            + " [default: for --benchmark ../shared/data/poly_music]",
        HelpName = "DIR",
        AllowMultipleArgumentsPerToken = true,
    };

    public static readonly Option<string> Split = new Option<string>("--split")
    {
        Description = "The pieces to measure on; test is for --benchmark.",
        DefaultValueFactory = _ => "valid",
    }.AcceptOnlyFromAmong("valid", "train", "test");

    public static readonly Option<int> Samples = new Option<int>("--samples")
    {
        Description = "How many pieces to compose and compare.",
        HelpName = "N",
        DefaultValueFactory = _ => MusicEvaluation.DefaultSamples,
    }.Between(1, 1_000);

    public static readonly Option<ulong> Seed = Options.SeedOfFigures();

    public static readonly Option<int> Threads = Options.Threads(Environment.ProcessorCount);

    public static Verb Create()
    {
        var verb = new Verb(
            "evaluate",
            "Measures a model beside Markov chains and human pieces, or by a published benchmark.",
            "rnngen music evaluate --model score --data ./midi")
        {
            Options.MusicModel, Data, Split, Samples, Seed, Threads, MusicBenchmark.Corpus,
        };
        Array.ForEach(MusicBenchmark.Training, verb.Add);
        verb.Does((result, terminal, cancel) =>
        {
            if (result.GetValue(MusicBenchmark.Corpus) is { } corpus)
            {
                MusicBenchmark.Run(corpus, result, terminal, cancel);
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
        MusicBenchmark.RequireNoTraining(result, $"needs {MusicBenchmark.Corpus.Name}");
        var folders = result.GetValue(Data) ?? [];
        var part = result.GetValue(Split)!;
        if (folders.Length == 0 || part == "test")
        {
            throw new UserException(
                ExitCode.WrongUsage,
                "An evaluation needs --data and a --split of valid or train; or else --benchmark. "
                    + "See 'rnngen music evaluate --help'.");
        }

        foreach (var folder in folders)
        {
            InputFile.RequireFolder(folder, "A folder of MIDI files");
        }

        var path = ModelFile.Find(result.GetValue(Options.MusicModel)!);
        var model = ModelFile.Load(path, MusicModel.Load);
        var card = ModelDescription.Load(path);
        var pieces = MusicData.Read(folders, card.ValidShare ?? new TrainingConfig().ValidShare, cancel);
        pieces.SayProblems(terminal.Say);
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
            result.GetValue(Threads));
        MusicReport report;
        using (var progress = terminal.Progress("Evaluating", 1))
        {
            report = evaluation.Run(
                result.GetValue(Samples),
                result.GetValue(Seed),
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
}
