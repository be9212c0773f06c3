using System.CommandLine;
using System.CommandLine.Parsing;
using System.Security.Cryptography;

namespace RnnGen.Cli;

/// <summary>The options that mean the same in every command.</summary>
internal static class Options
{
    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print the result as JSON, one object per line, for other programs.",
        Recursive = true,
    };

    public static readonly Option<bool> Quiet = new("--quiet", "-q")
    {
        Description = "Print neither progress nor news.",
        Recursive = true,
    };

    public static readonly Option<string> MusicModel = Model("score");
    public static readonly Option<string> ImageModel = Model("digits");
    public static readonly Option<string> VideoModel = Model("moving-digits");
    public static readonly Option<string> TextModel = Model("speeches");

    public static readonly Option<ulong?> Seed = new("--seed")
    {
        Description = "Where chance starts: same seed, same bytes. [default: a new one, printed]",
        HelpName = "N",
    };

    /// <summary>Creates the required option that names the file to write.</summary>
    public static Option<string> Out(string description)
    {
        return new Option<string>("--out", "-o")
        {
            Description = description,
            HelpName = "FILE",
            Required = true,
        };
    }

    /// <summary>Creates the option that says where the chance of a measurement starts.</summary>
    public static Option<ulong> SeedOfFigures()
    {
        return new Option<ulong>("--seed")
        {
            Description = "Where chance starts: the same seed gives the same figures.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
    }

    /// <summary>Creates the option that says how many threads may work.</summary>
    public static Option<int> Threads(int count)
    {
        return new Option<int>("--threads")
        {
            Description = "How many threads may work at the same time.",
            HelpName = "N",
            DefaultValueFactory = _ => count,
        }.Between(1, 1024);
    }

    /// <summary>Restricts the value of an option to a range that includes both ends.</summary>
    public static Option<T> Between<T>(this Option<T> option, T least, T most)
        where T : struct, IComparable<T>
    {
        option.Validators.Add(result => Require(result, ValuesOf<T>(result), least, most));
        return option;
    }

    /// <summary>Restricts the value of an option, if it is given, to a range with both ends.</summary>
    public static Option<T?> Between<T>(this Option<T?> option, T least, T most)
        where T : struct, IComparable<T>
    {
        option.Validators.Add(
            result => Require(result, ValuesOf<T?>(result).OfType<T>(), least, most));
        return option;
    }

    /// <summary>Restricts each value of an option to a range that includes both ends.</summary>
    public static Option<T[]> EachBetween<T>(this Option<T[]> option, T least, T most)
        where T : struct, IComparable<T>
    {
        option.Validators.Add(
            result => Require(result, ValuesOf<T[]>(result).SelectMany(values => values), least, most));
        return option;
    }

    /// <summary>Gets whether an option is on the command line.</summary>
    public static bool IsGiven(ParseResult result, Option option)
    {
        return result.GetResult(option) is { Implicit: false };
    }

    /// <summary>Gets the options on the command line but for some, files without their folders.</summary>
    public static string Written(ParseResult result, params Option[] but)
    {
        return string.Join(' ', result.CommandResult.Children.OfType<OptionResult>()
            .Where(given => !given.Implicit && !given.Option.Recursive && !but.Contains(given.Option))
            .SelectMany(given => given.Tokens.Select(token => Written(token.Value)).Prepend(given.Option.Name)));
    }

    /// <summary>Gets the seed that was asked for, or a new one, which is then printed.</summary>
    public static ulong SeedOf(ParseResult result, Terminal terminal)
    {
        if (result.GetValue(Seed) is { } given)
        {
            return given;
        }

        var drawn = (ulong)RandomNumberGenerator.GetInt32(int.MaxValue);
        terminal.Say($"seed {drawn}");
        return drawn;
    }

    private static string Written(string value)
    {
        var name = Path.Exists(value) ? Path.GetFileName(Path.TrimEndingDirectorySeparator(value)) : value;
        return name.Contains(' ', StringComparison.Ordinal) ? $"'{name}'" : name;
    }

    /// <summary>Creates the option that names a model.</summary>
    /// <param name="usual">The one that ships for the art.</param>
    private static Option<string> Model(string usual)
    {
        return new Option<string>("--model")
        {
            Description = "The model: a name of the Models folder, or a .safetensors file.",
            HelpName = "NAME|FILE",
            DefaultValueFactory = _ => usual,
        };
    }

    // What cannot be read at all is told by the parser itself, after the validators.
    private static IEnumerable<T> ValuesOf<T>(OptionResult result)
    {
        try
        {
            return result.GetValueOrDefault<T>() is { } value ? [value] : [];
        }
        catch (InvalidOperationException)
        {
            return [];
        }
    }

    private static void Require<T>(OptionResult result, IEnumerable<T> values, T least, T most)
        where T : struct, IComparable<T>
    {
        foreach (var value in values)
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                result.AddError($"{result.Option.Name} must be from {least} to {most}, and {value} is not.");
            }
        }
    }
}
