using System.CommandLine;
using RnnGen.Media;
using RnnGen.Training;
using Spectre.Console;

namespace RnnGen.Cli;

/// <summary><c>rnngen lab run</c></summary>
internal static class LabRunCommand
{
    private const string UsualFolder = "Models/lab";

    private static readonly Argument<string> Name = new Argument<string>("NAME")
    {
        Description = "The experiment: see 'rnngen lab list'.",
    }.AcceptOnlyFromAmong([.. Lecture.Experiments.Select(experiment => experiment.Name)]);

    private static readonly Option<double?> Minutes = new Option<double?>("--minutes")
    {
        Description = "How long it may train. [default: what the experiment needs]",
        HelpName = "N",
    }.Between(0, 100_000);

    private static readonly Option<bool> Quick = new("--quick")
    {
        Description = "Be done within a minute: smaller, but able to tell right from wrong.",
    };

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "Where chance starts: same seed, same figures.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string> Out = new("--out", "-o")
    {
        Description = "The folder for NAME.json, NAME.png and what was learned."
            + $" [default: {UsualFolder}; with --quick or --minutes none]",
        HelpName = "FOLDER",
    };

    private static readonly Option<int> Threads = Options.Threads(Environment.ProcessorCount);

    public static Verb Create()
    {
        var verb = new Verb(
            "run",
            "Does an experiment: exits with 3 if its figures fall short.",
            "rnngen lab run vanishing-gradients --quick")
        {
            Name, Minutes, Quick, Seed, Out, Threads,
        };
        verb.Does(Run);
        return verb;
    }

    private static void Run(ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        var name = result.GetValue(Name)!;
        var experiment = Lecture.Experiments.First(one => one.Name == name);
        var quick = result.GetValue(Quick);
        // A run whose time was set by hand replaces no kept one unasked.
        var folder = result.GetValue(Out) ?? (quick || Options.IsGiven(result, Minutes) ? null : UsualFolder);
        if (folder is not null)
        {
            OutputFile.RequireWritable(Path.Combine(folder, name + ".json"));
        }

        using var progress = terminal.Progress(name, 1);
        var trial = new Trial(result.GetValue(Seed), result.GetValue(Minutes) ?? experiment.Minutes, cancel)
        {
            IsQuick = quick,
            Threads = result.GetValue(Threads),
            Weights = quick && LabRecord.ShippedFile(name + ".safetensors") is { } path ? Checkpoint.Load(path) : null,
            Progress = progress.Report,
        };
        var findings = experiment.Run(trial);
        var record = new LabRecord(
            name, experiment.Claim, findings.Hold, CommandOf(result), SourceCommit.Name,
            FormattableString.Invariant($"{DateTime.UtcNow:yyyy-MM-dd}"), Math.Round(trial.Elapsed, 2),
            findings.Figures);
        Print(terminal, record);

        // What was interrupted replaces no whole run.
        cancel.ThrowIfCancellationRequested();
        if (folder is not null)
        {
            Save(Path.Combine(folder, name), record, findings);
        }

        if (!findings.Hold)
        {
            var shortfall = findings.Figures.Where(figure => !figure.Holds).Select(figure => figure.Name);
            throw new UserException(ExitCode.Failed, $"{name} falls short of: {string.Join("; ", shortfall)}.");
        }
    }

    private static void Print(Terminal terminal, LabRecord record)
    {
        if (terminal.Json)
        {
            terminal.WriteJson(record);
            return;
        }

        terminal.Output.WriteLine(record.Claim);
        var table = new Table().AddColumn("figure");
        foreach (var heading in new[] { "measured", "must be", "published", "baseline" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        table.AddColumn("note");
        foreach (var figure in record.Figures)
        {
            table.AddRow(
                Markup.Escape(figure.Name),
                FormattableString.Invariant($"[{(figure.Holds ? "default" : "red")}]{figure.Value:G4}[/]"),
                figure.Must is null ? "" : figure.Must + (figure.Holds ? "" : " !"),
                FormattableString.Invariant($"{figure.Published:G4}"),
                FormattableString.Invariant($"{figure.Baseline:G4}"),
                Markup.Escape(figure.Note));
        }

        terminal.WriteTable(table);
    }

    private static void Save(string path, LabRecord record, Findings findings)
    {
        record.Save(path + ".json");
        if (findings.Charts.Count > 0)
        {
            Diagram[] diagrams = [.. findings.Charts.Select(DiagramOf)];
            OutputFile.Write(path + ".png", stream => Diagram.WritePng(diagrams, stream));
            Array.ForEach(diagrams, diagram => diagram.Dispose());
        }

        if (findings.Weights is { } weights)
        {
            OutputFile.Write(path + ".safetensors", weights.Write);
        }
    }

    private static Diagram DiagramOf(Chart chart)
    {
        var diagram = new Diagram(chart.Title, chart.XLabel, chart.YLabel, chart.IsLogarithmic);
        foreach (var curve in chart.Curves)
        {
            diagram.Line(curve.Name, curve.X, curve.Y);
        }

        if (chart.Grid is { } grid)
        {
            diagram.Shade(grid);
        }

        return diagram;
    }

    private static string CommandOf(ParseResult result)
    {
        return $"rnngen lab run {result.GetValue(Name)} --seed {result.GetValue(Seed)}"
            + (result.GetValue(Minutes) is { } minutes ? FormattableString.Invariant($" --minutes {minutes}") : "")
            + (result.GetValue(Quick) ? " --quick" : "");
    }
}
