using System.CommandLine;
using RnnGen.Media;
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
        Description = "What the model learned from, as --data, and independent pixels learn from; what it paints is "
            + "then compared, too. [default: the measured pictures themselves, and no comparison]",
        HelpName = "DIR|FILE",
    };

    private static readonly Option<bool> split = new("--split")
    {
        Description = "Measure what training held out of the folder --data, by the hash of names; the rest is --train.",
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
            Options.Model, data, train, split, draws, samples, painted, neighbours, limit, seed, threads,
        };
        verb.Does(Evaluate);
        return verb;
    }

    private static void Evaluate(ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        if (result.GetValue(split) && result.GetValue(train) is not null)
        {
            throw new UserException(ExitCode.WrongUsage, $"{split.Name} and {train.Name} exclude each other.");
        }

        if (result.GetValue(Options.Model) is not { } name)
        {
            throw new UserException(
                ExitCode.WrongUsage, "An evaluation needs --model. See 'rnngen image evaluate --help'.");
        }

        foreach (var option in new Option[] { painted, neighbours })
        {
            if (Options.IsGiven(result, option) && result.GetValue(train) is null && !result.GetValue(split))
            {
                throw new UserException(
                    ExitCode.WrongUsage,
                    $"{option.Name} needs {train.Name} or {split.Name}, to compare with what was learned.");
            }
        }

        var path = ModelFile.Find(name);
        var model = ModelFile.Load(path, DrawModel.Load);
        var (all, learned) = Read(result, path, terminal, cancel);
        LabelledPicture[] pictures = [.. all.Take(result.GetValue(limit) ?? int.MaxValue)];
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

        if (learned is not null)
        {
            report = report with { Painting = Compare(result, model, pictures, learned, cancel) };
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
        ParseResult result, string model, Terminal terminal, CancellationToken cancel)
    {
        var pictures = PictureFiles.Read(result.GetValue(data)!, terminal, cancel);
        if (!result.GetValue(split))
        {
            return (pictures, result.GetValue(train) is { } place ? PictureFiles.Read(place, terminal, cancel) : null);
        }

        var share = ModelDescription.Load(model).ValidShare ?? new ImageConfig().ValidShare;
        var parts = ImageSplit.ByName(pictures, share);
        return parts.Validation.Count > 0
            ? (parts.Validation, parts.Training)
            : throw new UserException(
                ExitCode.BadInput, $"'{result.GetValue(data)}' has too few pictures for training to hold some out.");
    }

    private static PaintingReport Compare(
        ParseResult result, DrawModel model, IReadOnlyList<LabelledPicture> pictures,
        IReadOnlyList<LabelledPicture> learned, CancellationToken cancel)
    {
        try
        {
            var comparison = new PaintingEvaluation(model, pictures, learned, result.GetValue(painted));
            var report = comparison.Run(result.GetValue(seed), result.GetValue(threads), cancel);
            if (result.GetValue(neighbours) is { } file)
            {
                var sheet = new SpriteSheet(comparison.Alike, 1, report.Alike.Count).Picture;
                OutputFile.Write(file, stream => PictureFile.WritePng(sheet, stream));
            }

            return report;
        }
        catch (InvalidDataException exception)
        {
            throw new UserException(ExitCode.BadInput, exception.Message);
        }
    }
}
