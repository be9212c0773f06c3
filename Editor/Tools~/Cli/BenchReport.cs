using RnnGen.Benchmarks;
using Spectre.Console;

namespace RnnGen.Cli;

/// <summary>Prints what benchmarks measured: a table for people, one object for programs.</summary>
internal static class BenchReport
{
    /// <summary>
    /// Prints results; those of the same work, size and threads are compared with "rnngen".
    /// </summary>
    public static void Print(Terminal terminal, IReadOnlyList<BenchmarkResult> results)
    {
        if (terminal.Json)
        {
            terminal.WriteJson(new { results });
            return;
        }

        var table = new Table().AddColumns("work", "threads", "engine");
        foreach (var heading in new[] { "median µs", "p99 µs", "bytes a step", "times rnngen" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        foreach (var group in results.GroupBy(r => (Work(r), r.Threads)))
        {
            var own = group.FirstOrDefault(r => r.Engine == "rnngen");
            foreach (var r in group)
            {
                table.AddRow(
                    Work(r),
                    $"{r.Threads}",
                    r.Engine,
                    $"{r.MedianUs:0.0}",
                    $"{r.P99Us:0.0}",
                    $"{r.BytesPerStep:0.#}",
                    own == null ? "" : $"{r.MedianUs / own.MedianUs:0.00}");
            }

            table.AddEmptyRow();
        }

        terminal.WriteTable(table);
        terminal.Output.WriteLine("median: of the fastest block of steps; p99: of all steps.");
    }

    private static string Work(BenchmarkResult r)
    {
        return r.Layers == 0 ? r.Work : $"{r.Work} {r.Layers} x {r.Hidden}";
    }
}
