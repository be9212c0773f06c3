using System.CommandLine;
using System.Globalization;

namespace RnnGen.Cli;

/// <summary>The option that says of which class something is painted.</summary>
internal static class ClassOption
{
    public static readonly Option<string?> Class = new("--class")
    {
        Description = "What to paint, a name or number of a class that the model knows. [default: anything]",
        HelpName = "C",
    };

    /// <summary>Gets the number of the class, or null if none is asked for.</summary>
    /// <exception cref="UserException">The model knows no such class.</exception>
    public static int? Of(ParseResult result, DrawConfig config)
    {
        if (result.GetValue(Class) is not { } wanted)
        {
            return null;
        }

        var named = config.ClassNames.ToList().IndexOf(wanted);
        var isNumber = int.TryParse(wanted, CultureInfo.InvariantCulture, out var number);
        if (named >= 0 || (isNumber && number >= 0 && number < config.Classes))
        {
            return named >= 0 ? named : number;
        }

        var names = config.ClassNames.Count > 0 ? $", or {string.Join(", ", config.ClassNames)}" : "";
        throw new UserException(
            ExitCode.WrongUsage,
            config.Classes == 0
                ? $"{Class.Name} needs a model that knows classes, which this one does not."
                : $"{Class.Name} must be 0 to {config.Classes - 1}{names} for this model, but was '{wanted}'.");
    }
}
