using System.CommandLine;

namespace RnnGen.Cli;

/// <summary>Says in one sentence what is wrong with a command line, and where to read on.</summary>
internal static class WrongUsage
{
    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static readonly (string Type, string Words)[] Kinds =
    [
        ("System.Int32", "a whole number"),
        ("System.UInt64", "a whole number from 0"),
        ("System.Single", "a number"),
        ("System.Double", "a number"),
    ];

    public static UserException Explain(ParseResult result)
    {
        var sentence = result.Errors[0].Message;
        foreach (var (type, words) in Kinds)
        {
            foreach (var form in new[] { type, $"System.Nullable`1[{type}]" })
            {
                sentence = sentence.Replace($"as expected type '{form}'", $"as {words}", Ordinal);
            }
        }

        var command = result.CommandResult.Command;
        if (result.UnmatchedTokens.Count > 0)
        {
            sentence = $"'{result.UnmatchedTokens[0]}' is not a word of '{PathOf(command)}'.";
            if (Nearest(result.UnmatchedTokens[0], WordsOf(command)) is { } meant)
            {
                sentence += $" Did you mean '{meant}'?";
            }
        }
        else if (command.Subcommands.Count > 0)
        {
            var names = string.Join(", ", command.Subcommands.Select(part => part.Name));
            sentence = $"'{PathOf(command)}' needs one of: {names}.";
        }

        return new UserException(ExitCode.WrongUsage, $"{sentence} See '{PathOf(command)} --help'.");
    }

    private static string PathOf(Command command)
    {
        var parent = command.Parents.OfType<Command>().FirstOrDefault();
        return parent is null ? "rnngen" : $"{PathOf(parent)} {command.Name}";
    }

    private static IEnumerable<string> WordsOf(Command command)
    {
        var own = command.Subcommands.Cast<Symbol>().Concat(command.Options).Select(part => part.Name);
        return own.Concat(command.Parents.OfType<Command>().SelectMany(WordsOf));
    }

    private static string? Nearest(string word, IEnumerable<string> words)
    {
        var nearest = words.MinBy(candidate => Edits(word, candidate));
        return nearest is not null && Edits(word, nearest) <= 2 ? nearest : null;
    }

    // Levenshtein's distance, one row at a time.
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
