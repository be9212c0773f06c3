using RnnGen.Cli;

namespace RnnGen.Tools.Tests.Cli;

/// <summary>Runs the program as a shell would, with captured writers.</summary>
internal static class CommandLine
{
    public static Outcome Run(params string[] words)
    {
        return Run(CancellationToken.None, words);
    }

    public static Outcome Run(CancellationToken cancel, params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = Program.Run(words, output, error, cancel);
        return new Outcome(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>What a run left: its exit code and both streams.</summary>
    internal sealed record Outcome(int ExitCode, string Output, string Error)
    {
        /// <summary>Gets the lines of the error stream.</summary>
        public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
