using System.CommandLine;
using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary><c>rnngen text evaluate</c>: how well a model foretells text, beside n-grams.</summary>
internal static class TextEvaluateCommand
{
    private static readonly Option<string[]> data = TextFiles.Data(
        "The text that the model learned from, split as in training: n-grams learn from the same.");

    private static readonly Option<string[]> test = new("--test")
    {
        Description = "Folders or files to measure on. [default: what training validated with]",
        HelpName = "DIR|FILE",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<int> threads = Options.Threads(Environment.ProcessorCount);

    public static Verb Create()
    {
        var verb = new Verb(
            "evaluate",
            "Measures how well a model foretells text that was held out, beside chains of characters (n-grams).",
            "rnngen text evaluate --model speeches --data ./speeches --test ./inaugurals")
        {
            Options.TextModel, data, test, threads,
        };
        verb.Does(Evaluate);
        return verb;
    }

    private static void Evaluate(ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        var places = result.GetValue(data)!;
        var tests = result.GetValue(test) ?? [];
        TextFiles.Require([.. places, .. tests]);
        var path = ModelFile.Find(result.GetValue(Options.TextModel)!);
        var model = ModelFile.Load(path, TextModel.Load);
        var card = ModelDescription.Load(path);
        var texts = TextData.Read(places, card.ValidShare ?? new TrainingConfig().ValidShare, cancel);
        DataFolder.SaySkipped(texts.Skipped, terminal.Say);
        CardCheck.Warn(card, texts.DigestFor(model.Alphabet), terminal);
        var (measured, skipped) = tests.Length == 0 ? (texts.Validation, []) : TextData.ReadAll(tests, cancel);
        DataFolder.SaySkipped(skipped, terminal.Say);
        if (tests.Length > 0 && texts.CountLearned(measured) is > 0 and var learned)
        {
            terminal.Say(
                $"Warning: {learned} of the {measured.Count} texts of --test nearly repeat some to learn from.");
        }

        var evaluation = new TextEvaluation(model, texts.Training, measured, result.GetValue(threads));
        TextReport report;
        using (var progress = terminal.Progress("Evaluating", 1))
        {
            report = evaluation.Run((what, done) => progress.Report(done, what), cancel);
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
