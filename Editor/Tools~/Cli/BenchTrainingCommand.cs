using System.CommandLine;
using RnnGen.Benchmarks;

namespace RnnGen.Cli;

/// <summary><c>rnngen bench training</c></summary>
internal static class BenchTrainingCommand
{
    private static readonly Option<int> Layers = Number("--layers", "How many layers.", 2, 16);
    private static readonly Option<int> Hidden = Number("--hidden", "How many units in a layer.", 256, 4096);
    private static readonly Option<int> Batch = Number("--batch", "How many rows of tokens side by side.", 64, 4096);
    private static readonly Option<int> Window = Number(
        "--window", "How many tokens of each row in a step.", 128, 4096);
    private static readonly Option<int> Rounds = Number("--rounds", "How many steps each engine is timed.", 7, 10_000);

    public static Verb Create()
    {
        var verb = new Verb(
            "training",
            "Measures a step of training an LSTM with 388 tokens, on one thread and on two.",
            "rnngen bench training --rounds 5")
        {
            Layers,
            Hidden,
            Batch,
            Window,
            Rounds,
        };
        verb.Does(Measure);
        return verb;
    }

    private static void Measure(System.CommandLine.ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        var benchmark = new TrainingBenchmark(
            result.GetValue(Layers), result.GetValue(Hidden), result.GetValue(Batch), result.GetValue(Window));
        var rounds = result.GetValue(Rounds);
        var results = new List<BenchmarkResult>();
        using (var progress = terminal.Progress("Measuring", 2 * (rounds + 1)))
        {
            for (var threads = 1; threads <= 2; threads++)
            {
                var before = (threads - 1) * (rounds + 1);
                results.AddRange(benchmark.Run(threads, rounds, done =>
                {
                    cancel.ThrowIfCancellationRequested();
                    progress.Report(before + done);
                }));
            }
        }

        BenchReport.Print(terminal, results);
        if (terminal.Json) return;
        foreach (var r in results)
        {
            var speed = benchmark.TokensPerStep / r.MedianUs * 1e6;
            var threads = r.Threads == 1 ? "1 thread" : $"{r.Threads} threads";
            terminal.Output.WriteLine($"{r.Engine}, {threads}: {speed:N0} tokens/s");
        }
    }

    private static Option<int> Number(string name, string description, int usual, int most)
    {
        return new Option<int>(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => usual,
        }.Between(1, most);
    }
}
