using System.CommandLine;
using System.CommandLine.Help;

namespace RnnGen.Cli;

/// <summary>Everything that <c>rnngen</c> can do, by name.</summary>
/// <remarks>
/// A command is one file: a static class whose Create() returns a <see cref="Verb"/>. It is listed here in
/// its group.
/// </remarks>
internal static class CommandTree
{
    public static Command Create()
    {
        // No RootCommand: it would be named after the file of the program, which tests and `dotnet run` vary.
        var root = new Command(
            "rnngen",
            "Recurrent networks that write music as MIDI events and text, and paint: make, train, measure.")
        {
            Options.Json,
            Options.Quiet,
            new HelpOption { Action = new TeachingHelp(new HelpAction()) },
            new VersionOption(),
            new Command("music", "Composes music, learns it, and measures what was learned.")
            {
                MusicGenerateCommand.Create(),
                MusicTrainCommand.Create(),
                MusicEvaluateCommand.Create(),
            },
            new Command("image", "Paints pictures, learns to, and measures what was learned.")
            {
                ImageGenerateCommand.Create(),
                ImageTrainCommand.Create(),
                ImageEvaluateCommand.Create(),
            },
            new Command("video", "Paints videos, learns to, and measures what was learned.")
            {
                VideoGenerateCommand.Create(),
                VideoTrainCommand.Create(),
                VideoEvaluateCommand.Create(),
            },
            new Command("text", "Writes text, learns it, and measures what was learned.")
            {
                TextGenerateCommand.Create(),
                TextTrainCommand.Create(),
                TextEvaluateCommand.Create(),
            },
            ModelsCommand.Create(),
            LabCommand.Create(),
            new Command("midi", "Looks into MIDI files.") { MidiInspectCommand.Create() },
#if TORCH
            BenchCommand.Create(),
#endif
        };
        root.SetAction(result => root.Parse("--help").Invoke(result.InvocationConfiguration));
        return root;
    }
}
