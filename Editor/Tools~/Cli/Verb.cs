using System.CommandLine;

namespace RnnGen.Cli;

/// <summary>A command that does something, as <c>generate</c> in <c>rnngen music generate</c>.</summary>
internal sealed class Verb : Command
{
    /// <param name="name">The word to type.</param>
    /// <param name="description">One sentence for the help text.</param>
    /// <param name="example">A whole command line that works, for the help text.</param>
    public Verb(string name, string description, string example)
        : base(name, description)
    {
        Example = example;
    }

    /// <summary>
    /// Sets the work. It throws what <see cref="Failure"/> can explain, and otherwise is done.
    /// </summary>
    public void Does(Action<ParseResult, Terminal, CancellationToken> work)
    {
        SetAction((result, cancel) =>
        {
            work(result, new Terminal(result), cancel);
            return Task.FromResult(0);
        });
    }

    public string Example { get; }
}
