using NUnit.Framework;
using RnnGen.Cli;

namespace RnnGen.Tools.Tests.Cli;

/// <summary>Lines on a clock that is set by hand.</summary>
public sealed class ProgressTests
{
    [Test]
    public void Work_that_is_done_within_a_second_shows_nothing()
    {
        var clock = new Clock();
        using var writer = new StringWriter();
        using (var progress = new Progress(writer, "Composing", 10, clock))
        {
            clock.Now = TimeSpan.FromSeconds(0.999);
            progress.Report(10);
        }

        Assert.That(writer.ToString(), Is.Empty);
    }

    [Test]
    public void Long_work_shows_a_line_each_ten_seconds_where_there_is_no_terminal()
    {
        var clock = new Clock();
        using var writer = new StringWriter();
        using (var progress = new Progress(writer, "Composing", 4, clock))
        {
            for (var second = 0; second <= 30; second++)
            {
                clock.Now = TimeSpan.FromSeconds(second);
                progress.Report(second / 12.5, $"bar {second}");
            }
        }

        string[] lines =
        [
            "Composing 2 % bar 1, 0:00:49 left", "Composing 22 % bar 11, 0:00:39 left",
            "Composing 42 % bar 21, 0:00:29 left",
        ];
        Assert.That(writer.ToString(), Is.EqualTo(string.Concat(lines.Select(line => line + "\n"))));
    }

    [Test]
    public void Days_are_told_in_hours()
    {
        var clock = new Clock();
        using var writer = new StringWriter();
        using (var progress = new Progress(writer, "Training", 31, clock))
        {
            progress.Report(0);
            clock.Now = TimeSpan.FromHours(1);
            progress.Report(1, "step 1");
        }

        Assert.That(writer.ToString(), Is.EqualTo("Training 3 % step 1, 30:00:00 left\n"));
    }

    [Test]
    public void Work_that_was_done_before_says_nothing_of_the_speed()
    {
        var clock = new Clock();
        using var writer = new StringWriter();
        using (var progress = new Progress(writer, "Training", 100, clock))
        {
            clock.Now = TimeSpan.FromSeconds(5);
            progress.Report(80);
            clock.Now = TimeSpan.FromSeconds(15);
            progress.Report(82);
        }

        Assert.That(writer.ToString(), Is.EqualTo("Training 80 %\nTraining 82 %, 0:01:30 left\n"));
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long GetTimestamp() => Now.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    }
}
