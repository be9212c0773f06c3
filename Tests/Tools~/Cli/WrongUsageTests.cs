using NUnit.Framework;

namespace RnnGen.Tools.Tests.Cli;

public sealed class WrongUsageTests
{
    [TestCase("musik", "'musik'")]
    [TestCase("--jsn", "'--json'")]
    [TestCase("--quite", "'--quiet'")]
    public void A_wrong_word_is_named_and_a_near_one_offered(string words, string named)
    {
        var run = CommandLine.Run(words.Split(' '));
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Output, Is.Empty);
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(run.Error, Does.Contain(named).And.Contain("--help'."));
    }
}
