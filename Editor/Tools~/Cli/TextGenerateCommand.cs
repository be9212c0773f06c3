using System.CommandLine;
using System.Text;

namespace RnnGen.Cli;

/// <summary><c>rnngen text generate</c>: from a model to text.</summary>
internal static class TextGenerateCommand
{
    private static readonly Option<string?> output = new("--out", "-o")
    {
        Description = "The file to write, in UTF-8. [default: the text is printed]",
        HelpName = "FILE",
    };

    private static readonly Option<int> length = new Option<int>("--length")
    {
        Description = "The most characters to write; what ends is the last whole sentence, or else word.",
        HelpName = "N",
        DefaultValueFactory = _ => 280,
    }.Between(2, 1_000_000);

    private static readonly Option<string> prime = new("--prime")
    {
        Description = "How the text begins. What stands in [brackets] is heard and not repeated.",
        HelpName = "TEXT",
        DefaultValueFactory = _ => "",
    };

    public static Verb Create()
    {
        var verb = new Verb(
            "generate",
            "Writes text with a trained model.",
            "rnngen text generate --prime [America] --length 140 --temperature 0.7 --seed 7")
        {
            output, Options.TextModel, prime, length, Options.Seed,
        };
        Choice.AddTo(verb);
        verb.Does(Generate);
        return verb;
    }

    private static void Generate(ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        var model = ModelFile.Load(result.GetValue(Options.TextModel)!, TextModel.Load);
        var sampling = new SamplerOptions();
        Choice.Set(result, sampling);
        var seed = Options.SeedOf(result, terminal);
        var writer = new Writer(model, sampling, seed);
        var text = new StringBuilder();
        writer.Prime(result.GetValue(prime)!, text);
        var written = new char[result.GetValue(length)];
        using (var progress = terminal.Progress("Writing", written.Length))
        {
            var count = writer.Write(written, soFar =>
            {
                cancel.ThrowIfCancellationRequested();
                progress.Report(soFar);
            });
            text.Append(written, 0, count);
        }

        var whole = text.ToString().TrimEnd();
        if (result.GetValue(output) is { } file)
        {
            OutputFile.Write(file, Encoding.UTF8.GetBytes(whole + "\n"));
        }

        if (terminal.Json)
        {
            terminal.WriteJson(new { file = result.GetValue(output), seed, text = whole });
        }
        else
        {
            terminal.Output.WriteLine(result.GetValue(output) is { } path
                ? $"{path}: {whole.Length} characters, seed {seed}."
                : whole);
        }
    }
}
