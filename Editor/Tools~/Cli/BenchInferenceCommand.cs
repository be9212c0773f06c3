using System.CommandLine;
using RnnGen.Benchmarks;

namespace RnnGen.Cli;

/// <summary><c>rnngen bench inference</c></summary>
internal static class BenchInferenceCommand
{
    private static readonly Option<int[]> Layers = new Option<int[]>("--layers")
    {
        Description = "How many layers.",
        HelpName = "N",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [1, 2, 3],
    }.EachBetween(1, 16);

    private static readonly Option<int[]> Hidden = new Option<int[]>("--hidden")
    {
        Description = "How many units in a layer.",
        HelpName = "N",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [128, 256, 512],
    }.EachBetween(1, 4096);

    private static readonly Option<bool> Draw = new("--draw")
    {
        Description = "Measure DRAW instead: a picture of 28 x 28 in 10 and in 64 steps.",
    };

    private static readonly Option<int> Rounds = new Option<int>("--rounds")
    {
        Description = "How many turns each engine has; the fastest counts.",
        HelpName = "N",
        DefaultValueFactory = _ => 16,
    }.Between(1, 10_000);

    public static Verb Create()
    {
        var verb = new Verb(
            "inference",
            "Measures one step of LSTM networks with 388 tokens, or DRAW: one row, one thread.",
            "rnngen bench inference --layers 2 --hidden 256")
        {
            Layers,
            Hidden,
            Draw,
            Rounds,
        };
        verb.Does((result, terminal, cancel) =>
        {
            if (result.GetValue(Draw))
            {
                RunDraw(result, terminal, cancel);
                return;
            }

            var sizes = (
                from layers in result.GetValue(Layers)!
                from hidden in result.GetValue(Hidden)!
                select (Layers: layers, Hidden: hidden)).ToArray();
            var benchmark = new InferenceBenchmark(result.GetValue(Rounds));
            var results = new List<BenchmarkResult>();
            using (var progress = terminal.Progress("Measuring", sizes.Length))
            {
                for (var i = 0; i < sizes.Length; i++)
                {
                    cancel.ThrowIfCancellationRequested();
                    progress.Report(i, $"{sizes[i].Layers} x {sizes[i].Hidden}");
                    results.AddRange(benchmark.Run(sizes[i].Layers, sizes[i].Hidden));
                }
            }

            terminal.Say($"Probabilities of all engines agree within {benchmark.LargestError:E1} of the largest.");
            BenchReport.Print(terminal, results);
        });
        return verb;
    }

    private static void RunDraw(ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        if (Options.IsGiven(result, Layers) || Options.IsGiven(result, Hidden)) throw new UserException(
            ExitCode.WrongUsage, $"{Layers.Name} and {Hidden.Name} have no meaning with {Draw.Name}.");
        var benchmark = new DrawBenchmark(result.GetValue(Rounds));
        var results = new List<BenchmarkResult>();
        foreach (var steps in new[] { 10, 64 })
        {
            cancel.ThrowIfCancellationRequested();
            results.AddRange(benchmark.Run(steps));
        }

        terminal.Say($"Canvases of all engines agree within {benchmark.LargestError:E1} logits.");
        BenchReport.Print(terminal, results);
    }
}
