using System.CommandLine;
using System.Text.Json;
using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary><c>rnngen video evaluate</c>: how well a model tells videos, beside simpler predictors.</summary>
internal static class VideoEvaluateCommand
{
    private const int UsualSteps = 1000;

    private static readonly Option<string?> config = new("--config")
    {
        Description = "How shapes move and baselines learn: settings as for 'video train'. [default: the model's]",
        HelpName = "FILE",
    };

    private static readonly Option<int?> steps = new Option<int?>("--steps")
    {
        Description = "The steps of training of each of the two baselines that learn. [default: as many as the model "
            + $"learned, or {UsualSteps} if its card does not say]",
        HelpName = "N",
    }.Between(1, 1_000_000);

    private static readonly Option<int> clips = new Option<int>("--clips")
    {
        Description = "How many videos are measured, at most.",
        HelpName = "N",
        DefaultValueFactory = _ => 500,
    }.Between(1, 1_000_000);

    private static readonly Option<int> tries = new Option<int>("--tries")
    {
        Description = "How often what depends on chance goes on from each; the mean is compared.",
        HelpName = "N",
        DefaultValueFactory = _ => 10,
    }.Between(1, 1000);

    private static readonly Option<ulong> seed = Options.SeedOfFigures();

    private static readonly Option<int> threads = Options.Threads(Environment.ProcessorCount);

    public static Verb Create()
    {
        var verb = new Verb(
            "evaluate",
            "Measures how well a model tells frames 11 to 20 of videos that it did not learn from, beside the last "
                + "frame, DRAW frame by frame, and an LSTM over pixels.",
            "rnngen video evaluate --model moving-digits --data train-images-idx3-ubyte.gz --shapes")
        {
            Options.VideoModel, VideoSource.Data, VideoSource.Shapes, VideoSource.Sheet, VideoSource.Valid, config,
            steps, clips, tries, seed, threads,
        };
        verb.Does(Evaluate);
        return verb;
    }

    private static void Evaluate(ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        var file = ModelFile.Find(result.GetValue(Options.VideoModel)!);
        var model = ModelFile.Load(file, VideoModel.Load);
        var card = ModelDescription.Load(file);
        var usual = SettingsOf(card);
        var settings = VideoSource.SettingsOf(
            result, result.GetValue(config) is { } path ? InputFile.ReadSettings(path, usual.With) : usual);
        var films = VideoSource.Split(result, settings.ValidShare, terminal, cancel);
        var evaluation = new VideoEvaluation(
            model, settings, films, result.GetValue(clips), result.GetValue(tries));
        CardCheck.Warn(card, evaluation.Digest, terminal);
        VideoReport report;
        using (var progress = terminal.Progress("Evaluating", 1))
        {
            report = evaluation.Run(
                card.Steps, result.GetValue(steps) ?? card.Steps ?? UsualSteps, result.GetValue(seed),
                result.GetValue(threads), done => progress.Report(done), cancel);
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

    /// <summary>Gets the settings that a model learned by, or the usual ones.</summary>
    private static VideoSettings SettingsOf(ModelDescription card)
    {
        var usual = new VideoSettings();
        try
        {
            return card.Settings is { } learned ? usual.With(learned.ToJsonString()) : usual;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new UserException(
                ExitCode.BadInput, $"The card in '{card.File}' has no settings of 'video train': {exception.Message}");
        }
    }
}
