using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace RnnGen.Cli;

/// <summary>The help text, followed by an example of each command that it lists.</summary>
internal sealed class TeachingHelp(HelpAction help) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var verb in VerbsOf(parseResult.CommandResult.Command))
        {
            output.WriteLine($"  {verb.Example}");
        }

        output.WriteLine();
        return 0;
    }

    private static IEnumerable<Verb> VerbsOf(Command command)
    {
        return command is Verb verb
            ? [verb]
            : command.Subcommands.Where(subcommand => !subcommand.Hidden).SelectMany(VerbsOf);
    }

    public override bool ClearsParseErrors => true;
}
