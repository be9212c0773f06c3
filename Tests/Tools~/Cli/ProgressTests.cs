using NUnit.Framework;
using RnnGen.Cli;

namespace RnnGen.Tools.Tests.Cli;

public sealed class ProgressTests
{
    [Test]
    public void Work_that_is_done_at_once_shows_nothing()
    {
        using var writer = new StringWriter();
        using (var progress = new Progress(writer, "Composing", 10))
        {
            progress.Report(10);
        }

        Assert.That(writer.ToString(), Is.Empty);
    }

    [Test]
    public void Long_work_shows_a_line_where_there_is_no_terminal()
    {
        using var writer = new StringWriter();
        using (var progress = new Progress(writer, "Composing", 4))
        {
            SpinWait.SpinUntil(() =>
            {
                progress.Report(2, "bar 2");
                return writer.ToString().Length > 0;
            });
        }

        var line = writer.ToString();
        Assert.That(line, Does.StartWith("Composing 50 % bar 2, 0:00:0").And.EndsWith(" left\n"));
    }
}
