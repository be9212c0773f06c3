using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary>The one place that turns what was thrown into an exit code and a sentence.</summary>
internal static class Failure
{
    public static (int ExitCode, string Sentence) Explain(Exception exception)
    {
        return exception switch
        {
            AggregateException { InnerException: { } inner } => Explain(inner),
            UserException user => (user.ExitCode, OnOneLine(user.Message)),
            OperationCanceledException => (ExitCode.Interrupted, "Interrupted."),
            InvalidDataException or ModelFormatException or MidiException
                => (ExitCode.BadInput, OnOneLine(exception.Message)),
            FileNotFoundException or DirectoryNotFoundException
                => (ExitCode.BadInput, OnOneLine(exception.Message)),
            IOException or UnauthorizedAccessException or TorchUnavailableException
                => (ExitCode.Failed, OnOneLine(exception.Message)),
            OutOfMemoryException => (ExitCode.Failed, "The memory of this machine does not suffice."),
            _ => (
                ExitCode.Failed,
                OnOneLine($"A fault in rnngen, {exception.GetType().Name}: {exception.Message}")),
        };
    }

    private static string OnOneLine(string message)
    {
        var line = string.Join(' ', message.Split('\n', StringSplitOptions.TrimEntries));
        return line.EndsWith('.') ? line : line + ".";
    }
}
