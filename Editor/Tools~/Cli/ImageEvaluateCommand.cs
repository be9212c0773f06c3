using System.CommandLine;
using RnnGen.Media;
using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary><c>rnngen image evaluate</c>: how well a model tells pictures, beside independent pixels.</summary>
internal static class ImageEvaluateCommand
{
    private static readonly Option<string?> data = new("--data")
    {
        Description = "The pictures to measure, all of them, or those in a folder valid; but of those that the model "
            + "learned from, what training held out: independent pixels learn from the rest, and what the model paints "
            + "is compared with it.",
        HelpName = "DIR|FILE",
    };

    private static readonly Option<string?> test = new("--test")
    {
        Description = "Pictures to measure in place of those of --data. [default: what --data says]",
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

    private static readonly Option<int> painted = new Option<int>("--painted")
    {
        Description = "The most pictures to paint and compare, by precision, recall, density and coverage.",
        HelpName = "N",
        DefaultValueFactory = _ => 1000,
    }.Between(6, 100_000);

    private static readonly Option<string?> neighbours = new("--neighbours")
    {
        Description = "A .png of the painted pictures that are most like a learned one, above those.",
        HelpName = "FILE",
    };

    private static readonly Option<int?> limit = new Option<int?>("--limit")
    {
        Description = "Measure the first pictures only. [default: all]",
        HelpName = "N",
    }.Between(1, int.MaxValue);

    private static readonly Option<ulong> seed = Options.SeedOfFigures();

    private static readonly Option<int> threads = Options.Threads(Environment.ProcessorCount);

    public static Verb Create()
    {
        var verb = new Verb(
            "evaluate",
            "Measures how well a model tells pictures that it did not learn from, beside independent pixels.",
            "rnngen image evaluate --model digits --data train-idx3-ubyte.gz --valid valid-idx3-ubyte.gz")
        {
            Options.ImageModel, data, PictureSource.Valid, test, draws, samples, painted, neighbours, limit, seed,
            threads,
        };
        verb.Does(Evaluate);
        return verb;
    }

    private static void Evaluate(ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        if (result.GetValue(data) is null && result.GetValue(test) is null)
        {
            throw new UserException(
                ExitCode.WrongUsage,
                $"An evaluation needs {data.Name} or {test.Name}. See 'rnngen image evaluate --help'.");
        }

        foreach (var option in new Option[] { painted, neighbours, PictureSource.Valid })
        {
            if (Options.IsGiven(result, option) && result.GetValue(data) is null)
            {
                throw new UserException(
                    ExitCode.WrongUsage, $"{option.Name} needs {data.Name}, what the model learned from.");
            }
        }

        var path = ModelFile.Find(result.GetValue(Options.ImageModel)!);
        var model = ModelFile.Load(path, DrawModel.Load);
        var (all, learned) = Read(result, path, model, terminal, cancel);
        if (learned is null && new Option[] { painted, neighbours }.Any(option => Options.IsGiven(result, option)))
        {
            throw new UserException(
                ExitCode.BadInput,
                $"{painted.Name} and {neighbours.Name} compare with what the model learned from, but that is not what "
                    + $"{data.Name} names: give the pictures that its card tells of.");
        }

        if (result.GetValue(neighbours) is { } sheet)
        {
            OutputFile.RequireTarget(sheet);
        }

        LabelledPicture[] pictures = [.. all.Take(result.GetValue(limit) ?? int.MaxValue)];
        var comparison = learned is null ? null : ComparisonOf(result, model, pictures, learned, terminal);
        var evaluation = new DrawEvaluation(
            model,
            pictures,
            learned,
            result.GetValue(draws),
            result.GetValue(samples));
        DrawReport report;
        using (var progress = terminal.Progress("Evaluating", 1))
        {
            report = evaluation.Run(
                result.GetValue(seed), result.GetValue(threads), done => progress.Report(done), cancel);
        }

        if (comparison is not null)
        {
            report = report with { Painting = Compare(result, comparison, cancel) };
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

    /// <summary>Reads what is measured, and what was learned.</summary>
    private static (IReadOnlyList<LabelledPicture> Measured, IReadOnlyList<LabelledPicture>? Learned) Read(
        ParseResult result, string path, DrawModel model, Terminal terminal, CancellationToken cancel)
    {
        var measured = result.GetValue(test) is { } other ? PictureFiles.Read(other, terminal, cancel) : null;
        if (result.GetValue(data) is not { } place)
        {
            return (measured!, null);
        }

        var card = ModelDescription.Load(path);
        var share = card.ValidShare ?? new ImageConfig().ValidShare;
        var split = PictureSource.Split(result, place, share, terminal, cancel);
        if (split.Validation.Count == 0)
        {
            var way = measured is null ? $", or measure all of them by {test.Name}" : "";
            throw new UserException(
                ExitCode.BadInput,
                $"Pictures of which training holds some out were expected, but '{place}' has only "
                    + $"{split.Training.Count}: give more{way}.");
        }

        if (CardCheck.Warn(card, split.DigestFor(model), terminal))
        {
            return (measured ?? split.Whole ?? split.Validation, null);
        }

        if (measured is not null && split.CountLearned(measured) is > 0 and var known)
        {
            terminal.Say(
                $"Warning: {known} of the {measured.Count} pictures of {test.Name} are among those to learn from.");
        }

        return (measured ?? [.. split.Validation], split.Training);
    }

    private static PaintingReport Compare(ParseResult result, PaintingEvaluation comparison, CancellationToken cancel)
    {
        var report = comparison.Run(result.GetValue(seed), result.GetValue(threads), cancel);
        if (result.GetValue(neighbours) is { } file)
        {
            var sheet = new SpriteSheet(comparison.Alike, 1, report.Alike.Count).Picture;
            OutputFile.Write(file, stream => PictureFile.WritePng(sheet, stream));
        }

        return report;
    }

    private static PaintingEvaluation? ComparisonOf(
        ParseResult result, DrawModel model, IReadOnlyList<LabelledPicture> pictures,
        IReadOnlyList<LabelledPicture> learned, Terminal terminal)
    {
        try
        {
            return new PaintingEvaluation(model, pictures, learned, result.GetValue(painted));
        }
        catch (InvalidDataException exception)
        {
            // Few pictures are measured all the same, unless a comparison was asked for.
            if (Options.IsGiven(result, painted) || Options.IsGiven(result, neighbours))
            {
                throw new UserException(ExitCode.BadInput, exception.Message);
            }

            terminal.Say(exception.Message);
            return null;
        }
    }
}
