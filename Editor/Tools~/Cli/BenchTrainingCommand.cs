using System.CommandLine;
using RnnGen.Benchmarks;
using Spectre.Console;

namespace RnnGen.Cli;

/// <summary><c>rnngen bench training</c></summary>
internal static class BenchTrainingCommand
{
    private const string WorkerName = "training-worker";

    // Ten vectors, a mark, and ten vectors again.
    private const int CopySteps = 21;

    // What the gates of the nets read and are: the LSTM's layers, DRAW's encoder and decoder, the machine's controller.
    private static readonly (string Net, int Rows, int Inputs, int Units)[] Sizes =
    [
        ("lstm", 64, 512, 1024), ("draw, encoder", 100, 562, 1024), ("draw, decoder", 100, 320, 1024),
        ("ntm", 32, 130, 400),
    ];

    private static readonly Option<string[]> Work = new Option<string[]>("--work")
    {
        Description = "What is trained: an LSTM of 388 tokens, DRAW of 10 or 64 steps, a neural Turing machine.",
        DefaultValueFactory = _ => ["lstm", "draw10", "draw64", "ntm"],
        AllowMultipleArgumentsPerToken = true,
    }.AcceptOnlyFromAmong("lstm", "draw10", "draw64", "ntm");

    private static readonly Option<int> Layers = Number("--layers", "How many layers (lstm).", 2, 16);
    private static readonly Option<int> Hidden = Number("--hidden", "How many units in a layer (lstm).", 256, 4096);
    private static readonly Option<int?> Batch = new Option<int?>("--batch")
    {
        Description = "How many rows side by side. [default: lstm 64, draw 100, ntm 32]",
        HelpName = "N",
    }.Between(1, 4096);

    private static readonly Option<int> Window = Number(
        "--window", "How many tokens of each row in a step (lstm).", 128, 4096);
    private static readonly Option<int> Rounds = Number(
        "--rounds", "How many steps each engine is timed; of products, how many times three.", 7, 10_000);

    private static readonly Option<bool> Products = new("--products")
    {
        Description = "Measure products of matrices of these nets instead, beside what a core can multiply and add.",
    };

    private static readonly Argument<string[]> Words = new("WORDS")
    {
        Description = "A file of weights and inputs, the engine, the threads, the work.",
        Arity = new ArgumentArity(4, 9),
    };

    public static Verb Create()
    {
        var verb = new Verb(
            "training",
            "Measures a step of training beside TorchSharp and PyTorch, on one thread and on two.",
            "rnngen bench training --work draw64 --rounds 5")
        {
            Work,
            Layers,
            Hidden,
            Batch,
            Window,
            Rounds,
            Products,
        };
        verb.Does(Measure);
        return verb;
    }

    /// <summary>Creates the command by which the benchmark starts an engine in a process of its own.</summary>
    public static Verb CreateWorker()
    {
        var worker = new Verb(
            WorkerName,
            "Trains for 'bench training': answers each line of the input with microseconds, loss and bytes.",
            "rnngen bench training-worker work.safetensors rnngen 1 lstm 2 256 64 128")
        {
            Words,
        };
        worker.Hidden = true;
        worker.Does((result, _, _) =>
        {
            var words = result.GetValue(Words)!;
            TrainingWorker.Run(
                words[0], words[1], int.Parse(words[2], null), words[3..], Console.In, Console.Out);
        });
        return worker;
    }

    private static void Measure(ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        if (result.GetValue(Products))
        {
            MeasureProducts(result, terminal, cancel);
            return;
        }

        string[] own = ["dotnet", typeof(BenchTrainingCommand).Assembly.Location, "bench", WorkerName];
        var benchmark = new TrainingBenchmark(own, terminal.Say);
        var works = result.GetValue(Work)!;
        var rounds = result.GetValue(Rounds);
        var results = new List<TrainingResult>();
        var done = 0;
        using (var progress = terminal.Progress("Measuring", works.Length * 2 * (rounds + 1)))
        {
            foreach (var work in works)
            {
                for (var threads = 1; threads <= 2; threads++)
                {
                    var words = WordsOf(work, result);
                    results.AddRange(
                        Interrupt.WithOthers(() => benchmark.Run(words, threads, rounds, Report), cancel));
                }
            }

            void Report()
            {
                cancel.ThrowIfCancellationRequested();
                progress.Report(++done);
            }
        }

        if (terminal.Json)
        {
            terminal.WriteJson(new { results });
            return;
        }

        Print(terminal, results);
    }

    private static void MeasureProducts(ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        Option[] others = [Work, Layers, Hidden, Batch, Window];
        if (Array.Find(others, option => Options.IsGiven(result, option)) is { } other)
        {
            throw new UserException(ExitCode.WrongUsage, $"{other.Name} has no meaning with {Products.Name}.");
        }

        var benchmark = new ProductBenchmark(result.GetValue(Rounds));
        var results = new List<BenchmarkResult>();
        foreach (var (net, rows, inputs, units) in Sizes)
        {
            cancel.ThrowIfCancellationRequested();
            results.AddRange(benchmark.Run(net, rows, inputs, units));
        }

        BenchReport.Print(terminal, results);
    }

    private static string[] WordsOf(string work, ParseResult result)
    {
        return work switch
        {
            "lstm" =>
            [
                work, $"{result.GetValue(Layers)}", $"{result.GetValue(Hidden)}", Rows(64),
                $"{result.GetValue(Window)}",
            ],
            "ntm" => [work, $"{CopySteps}", Rows(32)],
            _ => ["draw", work[4..], Rows(100)],
        };

        string Rows(int usual) => $"{result.GetValue(Batch) ?? usual}";
    }

    private static void Print(Terminal terminal, List<TrainingResult> results)
    {
        var table = new Table().AddColumns("work", "threads", "engine");
        foreach (var heading in new[] { "median ms", "least ms", "bytes a step", "peak MB", "times rnngen" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        foreach (var group in results.GroupBy(r => (r.Work, r.Threads)))
        {
            var own = group.First();
            foreach (var r in group)
            {
                table.AddRow(
                    r.Work,
                    $"{r.Threads}",
                    r.Engine,
                    $"{r.MedianUs / 1000:0.0}",
                    $"{r.LeastUs / 1000:0.0}",
                    r.Engine == "pytorch" ? "" : $"{r.BytesPerStep:0}",
                    $"{r.PeakMB:0}",
                    $"{r.MedianUs / own.MedianUs:0.00}");
            }

            table.AddEmptyRow();
        }

        terminal.WriteTable(table);
        terminal.Output.WriteLine(
            "lstm: layers units batch window; draw, ntm: steps batch. Peak: of the whole process.");
    }

    private static Option<int> Number(string name, string description, int usual, int most)
    {
        return new Option<int>(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => usual,
        }.Between(Math.Min(1, usual), most);
    }
}
