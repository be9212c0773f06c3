using System.CommandLine;
using RnnGen.Benchmarks;

namespace RnnGen.Cli;

/// <summary><c>rnngen bench inference</c></summary>
internal static class BenchInferenceCommand
{
    private static readonly Option<int[]> Layers = new Option<int[]>("--layers")
    {
        Description = "How many layers. [default: 1 2 3]",
        HelpName = "N",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [1, 2, 3],
    }.EachBetween(1, 16);

    private static readonly Option<int[]> Hidden = new Option<int[]>("--hidden")
    {
        Description = "How many units in a layer. [default: 128 256 512]",
        HelpName = "N",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [128, 256, 512],
    }.EachBetween(1, 4096);

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
            "Measures one step of LSTM networks with 388 tokens: one row, one thread.",
            "rnngen bench inference --layers 2 --hidden 256")
        {
            Layers,
            Hidden,
            Rounds,
        };
        verb.Does((result, terminal, cancel) =>
        {
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
}
