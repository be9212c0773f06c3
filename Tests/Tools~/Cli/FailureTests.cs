using NUnit.Framework;
using RnnGen.Cli;

namespace RnnGen.Tools.Tests.Cli;

public sealed class FailureTests
{
    private static IEnumerable<TestCaseData> Failures =>
    [
        new TestCaseData(new UserException(1, "No."), 1),
        new TestCaseData(new UserException(2, "No."), 2),
        new TestCaseData(new FileNotFoundException("No 'x'."), 2),
        new TestCaseData(new DirectoryNotFoundException("No 'x'."), 2),
        new TestCaseData(new InvalidDataException("Not a thing."), 2),
        new TestCaseData(new UnauthorizedAccessException("Denied."), 3),
        new TestCaseData(new IOException("No space left on device."), 3),
        new TestCaseData(new InsufficientMemoryException(), 3),
        new TestCaseData(new InvalidOperationException("Two\nlines."), 3),
        new TestCaseData(new OperationCanceledException(), 130),
        new TestCaseData(new AggregateException(new TaskCanceledException()), 130),
    ];

    [TestCaseSource(nameof(Failures))]
    public void Each_failure_has_its_exit_code_and_one_sentence(Exception failure, int exitCode)
    {
        var (code, sentence) = Failure.Explain(failure);
        Assert.That(code, Is.EqualTo(exitCode));
        Assert.That(sentence, Does.EndWith(".").And.Not.Contain("\n"));
    }
}
