using System.CommandLine;
using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary><c>rnngen music evaluate</c>: what a model is worth, beside what it must beat.</summary>
internal static class MusicEvaluateCommand
{
    private static readonly Option<string[]> data = new("--data")
    {
        Description = "Folders of MIDI files, as for training, and split alike.",
        HelpName = "DIR",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string> split = new Option<string>("--split")
    {
        Description = "The pieces to measure on.",
        DefaultValueFactory = _ => "valid",
    }.AcceptOnlyFromAmong("valid", "train");

    private static readonly Option<int> samples = new Option<int>("--samples")
    {
        Description = "How many pieces to compose and compare.",
        HelpName = "N",
        DefaultValueFactory = _ => MusicEvaluation.DefaultSamples,
    }.Between(1, 100_000);

    private static readonly Option<ulong> seed = Options.SeedOfFigures();

    private static readonly Option<int> threads = Options.Threads(Environment.ProcessorCount);

    public static Verb Create()
    {
        var verb = new Verb(
            "evaluate",
            "Measures a model beside Markov chains and human pieces.",
            "rnngen music evaluate --model score --data ./midi")
        {
            Options.Model, data, split, samples, seed, threads,
        };
        verb.Does(Evaluate);
        return verb;
    }

    private static void Evaluate(ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        var folders = result.GetValue(data)!;
        var part = result.GetValue(split)!;
        if (result.GetValue(Options.Model) is not { } name)
        {
            throw new UserException(
                ExitCode.WrongUsage, "An evaluation needs --model. See 'rnngen music evaluate --help'.");
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
}
