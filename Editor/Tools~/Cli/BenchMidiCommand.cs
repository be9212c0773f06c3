using System.CommandLine;
using RnnGen.Benchmarks;
using Spectre.Console;

namespace RnnGen.Cli;

/// <summary><c>rnngen bench midi</c></summary>
internal static class BenchMidiCommand
{
    private static readonly Argument<string[]> Paths = new("FILE|DIR")
    {
        Description = "MIDI files to read, or folders of them. [default: songs made for the purpose]",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<int> Rounds = new Option<int>("--rounds")
    {
        Description = "How many turns each engine has; the median counts.",
        HelpName = "N",
        DefaultValueFactory = _ => 11,
    }.Between(1, 10_000);

    public static Verb Create()
    {
        var verb = new Verb(
            "midi",
            "Measures how fast MIDI files are read from memory, on one thread.",
            "rnngen bench midi --rounds 5")
        {
            Paths,
            Rounds,
        };
        verb.Does((result, terminal, cancel) =>
        {
            var benchmark = new MidiBenchmark(result.GetValue(Rounds));
            var works = Works(result.GetValue(Paths)!, terminal);
            var results = new List<MidiBenchmarkResult>();
            using (var progress = terminal.Progress("Measuring", works.Count))
            {
                for (var i = 0; i < works.Count; i++)
                {
                    cancel.ThrowIfCancellationRequested();
                    progress.Report(i, works[i].Name);
                    results.AddRange(Interrupt.WithOthers(() => benchmark.Run(works[i].Name, works[i].Files), cancel));
                }
            }

            if (!benchmark.HasPeer)
            {
                terminal.Say(
                    "To compare with midi-file, install Node.js and run 'npm install' in Tests/Tools~/node.");
            }
            else if (benchmark.LeftOut > 0)
            {
                terminal.Say($"{benchmark.LeftOut} files that midi-file cannot read were left out.");
            }

            Print(terminal, results);
        });
        return verb;
    }

    private static List<(string Name, IReadOnlyList<byte[]> Files)> Works(string[] paths, Terminal terminal)
    {
        if (paths.Length == 0)
        {
            return [("small files", MidiBenchmark.SmallFiles()), ("a large file", MidiBenchmark.LargeFile())];
        }

        var found = MidiFiles.Find(paths).Select(path => InputFile.Read(path, "A MIDI file")).ToArray();
        var files = Array.FindAll(found, IsRead);
        if (files.Length < found.Length)
        {
            terminal.Say($"{found.Length - files.Length} files that rnngen cannot read are left out.");
        }

        return files.Length > 0
            ? [("given files", files)]
            : throw new UserException(
                ExitCode.BadInput, $"MIDI files were expected, but '{string.Join("', '", paths)}' has none.");
    }

    private static bool IsRead(byte[] bytes)
    {
        try
        {
            MidiFile.Read(bytes);
            return true;
        }
        catch (MidiException)
        {
            return false;
        }
    }

    private static void Print(Terminal terminal, List<MidiBenchmarkResult> results)
    {
        if (terminal.Json)
        {
            terminal.WriteJson(new { results });
            return;
        }

        var table = new Table().AddColumns("work", "engine");
        foreach (var heading in new[] { "files", "bytes", "files/s", "MB/s", "rnngen is faster by" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        foreach (var r in results)
        {
            var own = results.First(other => other.Work == r.Work);
            table.AddRow(
                r.Work,
                r.Engine,
                $"{r.Files}",
                $"{r.Bytes}",
                $"{r.FilesPerSecond:0}",
                $"{r.MbPerSecond:0.0}",
                r == own ? "" : $"{own.FilesPerSecond / r.FilesPerSecond:0.0} x");
        }

        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Output) };
        AnsiConsole.Create(settings).Write(table);
    }
}
