using System.Globalization;
using RnnGen.Training;
using Spectre.Console;

namespace RnnGen.Cli;

/// <summary>Prints evaluations for people.</summary>
internal static class EvaluationTables
{
    /// <summary>Prints a score of the polyphonic benchmark, beside its baselines.</summary>
    public static void Print(Terminal terminal, PianoRollReport report)
    {
        var table = TableOf("predictor", "nats a frame");
        foreach (var score in report.Baselines.Prepend(report.Model))
        {
            table.AddRow(score.Name, Number(score.Nll, 3));
        }

        terminal.WriteTable(table);
        terminal.Output.WriteLine(
            $"{report.Benchmark}, {report.Split}: {report.Songs} songs, {report.Frames} predicted frames.");
    }

    /// <summary>Prints what a music model is worth.</summary>
    public static void Print(Terminal terminal, MusicReport report)
    {
        var table = TableOf("likelihood", "nats a token", "nats a note");
        foreach (var row in report.Markov.Prepend(report.Model))
        {
            table.AddRow(row.Name, Number(row.PerToken, 3), Number(row.PerNote, 3));
        }

        terminal.WriteTable(table);
        terminal.Output.WriteLine(
            $"{report.Pieces} pieces ({report.Split}): {report.Tokens} tokens, {report.Notes} notes.");
        PrintMetrics(terminal, report);
        PrintCopies(terminal, report);
    }

    /// <summary>Prints how well a text model foretells.</summary>
    public static void Print(Terminal terminal, TextReport report)
    {
        var table = TableOf("predictor", "nats a character", "bits a character");
        foreach (var row in report.Chains.Prepend(report.Model))
        {
            table.AddRow(row.Name, Number(row.Nats, 3), Number(row.Bits, 3));
        }

        terminal.WriteTable(table);
        terminal.Output.WriteLine(
            $"{report.Texts} texts: {report.Characters} characters, {report.UnknownCharacters} of them unknown.");
    }

    /// <summary>Prints how well a model tells pictures.</summary>
    public static void Print(Terminal terminal, DrawReport report)
    {
        var error = report.BoundError is { } own ? $" ± {Number(own, 3)}" : "";
        var table = TableOf("predictor", "nats a picture");
        table.AddRow($"upper bound, {report.Draws} draws", Number(report.Bound, 2) + error);
        table.AddRow($"estimate by importance, {report.Samples} draws", Number(report.Estimate, 2));
        var learned = report.IsBaselineOfTraining ? "" : ", learned from these very pictures";
        table.AddRow("independent pixels" + learned, Number(report.Baseline, 2));
        terminal.WriteTable(table);
        var steps = TableOf("step", "KL divergence in nats");
        for (var t = 0; t < report.Divergences.Count; t++)
        {
            steps.AddRow($"{t + 1}", Number(report.Divergences[t], 2));
        }

        terminal.WriteTable(steps);
        terminal.Output.WriteLine($"{report.Pictures} pictures; ± is one standard error from draw to draw.");
        if (report.Painting is { } painting)
        {
            Print(terminal, painting);
        }
    }

    private static void Print(Terminal terminal, PaintingReport report)
    {
        var table = TableOf("pictures", "precision", "recall", "density", "coverage");
        Row("painted", report.Painted);
        Row("learned: the ceiling", report.Training);
        Row("pixels of learned ones, mixed", report.Pixels);
        terminal.WriteTable(table);
        var distances = TableOf("nearest learned picture", "least", "median", "copies");
        Distance("of those painted", report.PaintedDistance);
        Distance("of those measured", report.MeasuredDistance);
        terminal.WriteTable(distances);
        terminal.Output.WriteLine(
            $"{report.Pictures} of each, by their pixels, with {report.Neighbours} neighbours. Nearer than all but 5 % "
                + $"of the measured: {Share(report.NearShare)} of the painted.");

        void Row(string name, ManifoldReport own) => table.AddRow(
            name, Number(own.Precision, 3), Number(own.Recall, 3), Number(own.Density, 3), Number(own.Coverage, 3));
        void Distance(string name, DistanceReport own) => distances.AddRow(
            name, Number(own.Least, 3), Number(own.Median, 3), $"{own.Copies}");
    }

    /// <summary>Prints how well a model tells videos.</summary>
    public static void Print(Terminal terminal, VideoReport report)
    {
        var table = TableOf("predictor", "weights", "steps", "nats a frame", "squared error a frame");
        foreach (var score in report.Scores)
        {
            var steps = score.Steps is { } count ? $"{count:N0}" : "";
            table.AddRow(
                score.Name, $"{score.Weights:N0}", steps, Number(score.Nats, 2), Number(score.Error, 2));
        }

        terminal.WriteTable(table);
        terminal.Output.WriteLine(
            $"{report.Clips} clips, frames {report.Seen + 1} to {report.Frames}; nats knowing all frames before, of "
            + $"what draws an upper bound; errors of the mean of {report.Tries} tries that see {report.Seen} frames.");
    }

    private static void PrintMetrics(Terminal terminal, MusicReport report)
    {
        var values = TableOf("metric", "model", "human", "other human", "shuffled");
        var areas = TableOf("overlap area with human", "model", "other human", "shuffled");
        foreach (var metric in report.Metrics)
        {
            areas.AddRow([metric.Tells ? metric.Name + " *" : metric.Name, .. Areas(metric.Overlap)]);
            if (metric.Human is not null)
            {
                values.AddRow(
                    metric.Name, Value(metric.Generated), Value(metric.Human), Value(metric.OtherHuman),
                    Value(metric.Shuffled));
            }
        }

        areas.AddRow(["mean of those with *", .. Areas(report.Overlap)]);
        terminal.WriteTable(values);
        terminal.WriteTable(areas);
        terminal.Output.WriteLine(
            $"{report.Samples} composed pieces of {report.Bars} bars, seeds from {report.Seed}; means ± half "
                + "the interval of 95 % confidence.");
    }

    private static void PrintCopies(Terminal terminal, MusicReport report)
    {
        var copies = report.Copies;
        var table = TableOf("copied from training", "passages of 8", "longest");
        table.AddRow("model", Share(copies.GeneratedShare), $"{copies.GeneratedRun}");
        table.AddRow("human", Share(copies.HumanShare), $"{copies.HumanRun}");
        terminal.WriteTable(table);
        var lints = report.Lints;
        terminal.Output.WriteLine(
            $"{lints.Notes} composed notes: {lints.Stuck} stuck, {lints.ZeroLength} without length, "
                + $"{lints.Overlaps} overlapping, {lints.Orphans} ends without a beginning, "
                + $"{lints.OutOfOrder} events out of order.");
    }

    private static Table TableOf(string first, params string[] numbers)
    {
        var table = new Table().AddColumn(first);
        foreach (var heading in numbers)
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        return table;
    }

    private static string[] Areas(OverlapReport overlap)
    {
        return [Number(overlap.Generated, 3), Number(overlap.OtherHuman, 3), Number(overlap.Shuffled, 3)];
    }

    private static string Value(ValueReport? value)
    {
        return value is null ? "" : $"{Number(value.Mean, 2)} ± {Number((value.High - value.Low) / 2, 2)}";
    }

    private static string Share(double? share) => share is null ? "" : $"{Number(100 * share, 1)} %";

    private static string Number(double? number, int digits)
    {
        return number?.ToString("F" + digits, CultureInfo.InvariantCulture) ?? "";
    }
}
