using System.CommandLine;
using System.CommandLine.Help;

namespace RnnGen.Cli;

/// <summary>Everything that <c>rnngen</c> can do, by name.</summary>
/// <remarks>
/// A command is one file: a static class whose Create() returns a <see cref="Verb"/>. It is listed here in its
/// group, as new Command("midi", "Looks into MIDI files.") { MidiInspectCommand.Create() }, added to the root.
/// </remarks>
internal static class CommandTree
{
    public static RootCommand Create()
    {
        var root = new RootCommand(
            "Recurrent networks that write music as MIDI events: compose, train, measure.")
        {
            Options.Json,
            Options.Quiet,
        };
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new TeachingHelp((HelpAction)option.Action!);
        }

        root.SetAction(result => root.Parse("--help").Invoke(result.InvocationConfiguration));
        return root;
    }
}
