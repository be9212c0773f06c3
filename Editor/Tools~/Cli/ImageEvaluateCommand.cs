using System.CommandLine;
using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary><c>rnngen image evaluate</c>: how well a model tells pictures, beside independent pixels.</summary>
internal static class ImageEvaluateCommand
{
    private static readonly Option<string> data = new("--data")
    {
        Description = "What is measured: a folder of pictures, or a file as of MNIST, .idx3-ubyte(.gz).",
        HelpName = "DIR|FILE",
        Required = true,
    };

    private static readonly Option<string?> train = new("--train")
    {
        Description = "What independent pixels learn from, as --data. [default: the measured pictures themselves]",
        HelpName = "DIR|FILE",
    };

    private static readonly Option<int> draws = new Option<int>("--draws")
    {
        Description = "The noise draws of each picture, for the bound.",
        HelpName = "N",
        DefaultValueFactory = _ => 10,
    }.Between(1, 100_000);

    private static readonly Option<int> samples = new Option<int>("--samples")
    {
        Description = "The draws of each picture, for the estimate by importance sampling.",
        HelpName = "N",
        DefaultValueFactory = _ => 50,
    }.Between(1, 100_000);

    private static readonly Option<int?> limit = new Option<int?>("--limit")
    {
        Description = "Measure the first pictures only. [default: all]",
        HelpName = "N",
    }.Between(1, int.MaxValue);

    private static readonly Option<ulong> seed = new("--seed")
    {
        Description = "Where chance starts: the same seed gives the same figures.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> threads = Options.Threads(Environment.ProcessorCount);

    public static Verb Create()
    {
        var verb = new Verb(
            "evaluate",
            "Measures how well a model tells pictures that it did not learn from, beside independent pixels.",
            "rnngen image evaluate --model digits --data static-valid-10k-idx3-ubyte.gz")
        {
            Options.Model, data, train, draws, samples, limit, seed, threads,
        };
        verb.Does(Evaluate);
        return verb;
    }

    private static void Evaluate(ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        if (result.GetValue(Options.Model) is not { } name)
        {
            throw new UserException(
                ExitCode.WrongUsage, "An evaluation needs --model. See 'rnngen image evaluate --help'.");
        }

        var model = ModelFile.Load(name, DrawModel.Load);
        var pictures = PictureFiles.Read(result.GetValue(data)!, terminal, cancel);
        var learned = result.GetValue(train) is { } place ? PictureFiles.Read(place, terminal, cancel) : null;
        var evaluation = new DrawEvaluation(
            model,
            [.. pictures.Take(result.GetValue(limit) ?? int.MaxValue)],
            learned,
            result.GetValue(draws),
            result.GetValue(samples));
        DrawReport report;
        using (var progress = terminal.Progress("Evaluating", 1))
        {
            report = evaluation.Run(
                result.GetValue(seed), result.GetValue(threads), done => progress.Report(done), cancel);
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
