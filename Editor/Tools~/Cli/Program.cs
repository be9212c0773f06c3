using System.CommandLine;

namespace RnnGen.Cli;

/// <summary>The program <c>rnngen</c>.</summary>
internal static class Program
{
    /// <summary>Runs one command line and returns the exit code of the process.</summary>
    public static int Main(string[] args)
    {
        using var interrupt = new Interrupt();
        return Run(args, Console.Out, Console.Error, interrupt.Token);
    }

    /// <summary>Runs one command line with given writers, as tests do.</summary>
    /// <param name="args">The words after the program's name.</param>
    /// <param name="output">Takes results.</param>
    /// <param name="error">Takes progress, news and the sentence that tells a failure.</param>
    /// <param name="cancel">
    /// Asks the command to save its work and stop, which ends with exit code 130.
    /// </param>
    /// <returns>0 done, 1 wrong usage, 2 bad input, 3 failed, 130 interrupted.</returns>
    public static int Run(
        IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        try
        {
            var words = new ParserConfiguration { ResponseFileTokenReplacer = null };
            var result = CommandTree.Create().Parse(args, words);
            if (result.Errors.Count > 0)
            {
                throw WrongUsage.Explain(result);
            }

            var invocation = new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return result.InvokeAsync(invocation, cancel).GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            var (exitCode, sentence) = Failure.Explain(exception);
            error.WriteLine(sentence);
            return exitCode;
        }
    }
}
