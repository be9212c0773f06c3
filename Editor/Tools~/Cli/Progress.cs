using Spectre.Console;

namespace RnnGen.Cli;

/// <summary>How far a piece of work is: a bar on a terminal, now and then a line elsewhere.</summary>
internal sealed class Progress : IDisposable
{
    // Work that is done sooner shows nothing at all.
    private static readonly TimeSpan FirstSign = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    private readonly TextWriter writer;
    private readonly string what;
    private readonly double total;
    private readonly bool live;
    private readonly TimeProvider clock;
    private readonly long start;
    private readonly TaskCompletionSource finished = new();
    private TimeSpan next = FirstSign;
    private (TimeSpan At, double Done)? first;
    private ProgressTask? bar;
    private Task? drawing;

    /// <param name="writer">Where to show it.</param>
    /// <param name="what">The work in a few words.</param>
    /// <param name="total">The amount of work.</param>
    /// <param name="clock">What tells time; null for the system's.</param>
    public Progress(TextWriter writer, string what, double total, TimeProvider? clock = null)
    {
        this.clock = clock ?? TimeProvider.System;
        start = this.clock.GetTimestamp();
        this.writer = writer;
        this.what = what;
        this.total = total;
        live = ReferenceEquals(writer, Console.Error) && !Console.IsErrorRedirected;
    }

    /// <summary>Tells the amount of work done so far and, in a few words, how it goes. Any thread may.</summary>
    /// <remarks>
    /// How long the rest takes is told from the second time on: what was done by the first may be work of days ago.
    /// </remarks>
    public void Report(double done, string note = "")
    {
        lock (finished)
        {
            var passed = clock.GetElapsedTime(start);
            first ??= (passed, done);
            if (passed < next)
            {
                return;
            }

            if (live)
            {
                bar ??= Draw();
                bar.Value = done;
                bar.Description = Markup.Escape($"{what} {note}");
                return;
            }

            next = passed + BetweenLines;
            var details = note.Length > 0 ? $" {note}" : "";
            writer.WriteLine($"{what} {done / total:P0}{details}{Left(passed, done)}");
        }
    }

    /// <summary>Takes the bar away.</summary>
    public void Dispose()
    {
        finished.TrySetResult();
        drawing?.Wait();
    }

    private string Left(TimeSpan passed, double done)
    {
        var (at, before) = first!.Value;
        if (done <= before)
        {
            return "";
        }

        var left = (passed - at) * ((total - done) / (done - before));
        return $", {(long)left.TotalHours}:{left:mm\\:ss} left";
    }

    private ProgressTask Draw()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        var started = new TaskCompletionSource<ProgressTask>();
        drawing = console.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn())
            .StartAsync(context =>
            {
                started.SetResult(context.AddTask(what, maxValue: total));
                return finished.Task;
            });
        return started.Task.Result;
    }
}
