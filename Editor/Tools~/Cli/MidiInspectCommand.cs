using System.CommandLine;

namespace RnnGen.Cli;

/// <summary><c>rnngen midi inspect</c></summary>
internal static class MidiInspectCommand
{
    private static readonly Argument<string[]> Paths = new("FILE|DIR")
    {
        Description = "MIDI files, or folders that are searched for .mid, .midi, .rmi and .kar.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> Strict = new("--strict")
    {
        Description = "Refuse files with errors, instead of mending what can be mended.",
    };

    public static Verb Create()
    {
        var verb = new Verb(
            "inspect",
            "Says what is in MIDI files, and what is wrong with them.",
            "rnngen midi inspect song.mid")
        {
            Paths,
            Strict,
        };
        verb.Does((result, terminal, cancel) =>
        {
            var paths = result.GetValue(Paths)!;
            var files = MidiFiles.Find(paths);
            var options = new MidiReadOptions { Strict = result.GetValue(Strict) };
            var read = 0;
            if (!terminal.Json && files.Count > 0)
            {
                terminal.Output.WriteLine(MidiReport.Heading);
            }

            foreach (var file in files)
            {
                cancel.ThrowIfCancellationRequested();
                read += Inspect(file, options, terminal) ? 1 : 0;
            }

            if (read == 0)
            {
                var named = string.Join(", ", paths.Select(path => $"'{path}'"));
                throw new UserException(
                    ExitCode.BadInput, $"A MIDI file was expected, but none could be read from {named}.");
            }
        });
        return verb;
    }

    /// <summary>Prints what is in a file, or why it cannot be read; tells whether it could.</summary>
    private static bool Inspect(string path, MidiReadOptions options, Terminal terminal)
    {
        try
        {
            var report = new MidiReport(path, MidiFile.Load(path, options));
            if (terminal.Json)
            {
                terminal.WriteJson(report);
            }
            else
            {
                report.Print(terminal.Output);
            }

            return true;
        }
        catch (Exception exception) when (exception
            is MidiException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            if (terminal.Json)
            {
                terminal.WriteJson(new { file = path, ok = false, error = exception.Message });
            }
            else
            {
                terminal.Output.WriteLine($"{path}: {exception.Message}");
            }

            return false;
        }
    }
}
