using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace RnnGen.Cli;

/// <summary>
/// What a command speaks through: results go to the output, news and progress to the error stream.
/// </summary>
internal sealed class Terminal
{
    // Where the output is no terminal it has no width of its own.
    private const int LeastWidth = 110;

    // Numbers that are not finite are strings, as "NaN".
    private static readonly JsonSerializerOptions OneLine = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly TextWriter error;
    private readonly bool quiet;

    public Terminal(ParseResult result)
    {
        Output = result.InvocationConfiguration.Output;
        error = result.InvocationConfiguration.Error;
        quiet = result.GetValue(Options.Quiet);
        Json = result.GetValue(Options.Json);
    }

    /// <summary>Tells something that is no result; silent with --quiet.</summary>
    public void Say(string line)
    {
        if (!quiet)
        {
            error.WriteLine(line);
        }
    }

    /// <summary>Prints one object as one line of JSON, with camelCase names.</summary>
    public void WriteJson<T>(T value)
    {
        Output.WriteLine(JsonSerializer.Serialize(value, OneLine));
    }

    /// <summary>Prints a table for people.</summary>
    public void WriteTable(Table table)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Output) });
        console.Profile.Width = Math.Max(console.Profile.Width, LeastWidth);
        console.Write(table);
    }

    /// <summary>Shows how far a piece of work is, until the value is disposed of.</summary>
    /// <param name="what">The work in a few words, as "Composing".</param>
    /// <param name="total">The amount of work, in any unit.</param>
    public Progress Progress(string what, double total)
    {
        return new Progress(quiet ? TextWriter.Null : error, what, total);
    }

    /// <summary>Gets the stream for results.</summary>
    public TextWriter Output { get; }

    /// <summary>Gets whether results are wanted as JSON.</summary>
    public bool Json { get; }
}
