using System.CommandLine;
using RnnGen.Media;

namespace RnnGen.Cli;

/// <summary>The options of <c>rnngen image generate</c> that begin with a picture there is.</summary>
internal static class ImageSubject
{
    private const int UsualPasses = 5;

    public static readonly Option<string?> Like = new("--like")
    {
        Description = "A picture of the model's size that the painter looks at, and paints from memory.",
        HelpName = "FILE",
    };

    public static readonly Option<int?> Looks = new Option<int?>("--looks")
    {
        Description = "For how many strokes the painter looks; what follows is invented. [default: all]",
        HelpName = "N",
    }.Between(0, Parameter.MostUnits);

    public static readonly Option<string?> Mask = new("--mask")
    {
        Description = "A picture that is bright where --like is to be painted anew; all else is kept.",
        HelpName = "FILE",
    };

    public static readonly Option<int?> Passes = new Option<int?>("--passes")
    {
        Description = "How often what is under the mask is painted, each time with a look at the last. "
            + $"[default: {UsualPasses}]",
        HelpName = "N",
    }.Between(1, 1000);

    /// <summary>Gets how often what is missing in the subject is painted.</summary>
    public static int PassesOf(ParseResult result)
    {
        return result.GetValue(Passes)
            ?? (result.GetValue(Mask) is null || result.GetValue(Looks) == 0 ? 1 : UsualPasses);
    }

    /// <summary>Gets what makes the subject of each picture anew; null if there is none.</summary>
    /// <exception cref="UserException">A file is no picture, or none that fits.</exception>
    public static Func<PaintSubject>? Of(ParseResult result, DrawConfig config)
    {
        var like = result.GetValue(Like);
        var mask = result.GetValue(Mask);
        Require(Looks, Like);
        Require(Mask, Like);
        Require(Passes, Mask);
        if (Options.IsGiven(result, Passes) && result.GetValue(Looks) == 0)
        {
            throw new UserException(
                ExitCode.WrongUsage,
                $"{Passes.Name} has no meaning with {Looks.Name} 0, by which no pass sees the one before.");
        }

        if (like is null)
        {
            return null;
        }

        var picture = Read(like, config);
        var hidden = mask is null ? null : Read(mask, config);
        var looks = result.GetValue(Looks) ?? config.Steps;
        return looks <= config.Steps
            ? () => new PaintSubject(config, picture, hidden) { Strokes = looks }
            : throw new UserException(
                ExitCode.WrongUsage, $"{Looks.Name} must be 0 to {config.Steps} for this model, but was {looks}.");

        void Require(Option option, Option<string?> other)
        {
            if (Options.IsGiven(result, option) && result.GetValue(other) is null) throw new UserException(
                ExitCode.WrongUsage, $"{option.Name} needs {other.Name} FILE.");
        }
    }

    private static Picture Read(string path, DrawConfig config)
    {
        try
        {
            var picture = PictureFile.Read(new MemoryStream(InputFile.Read(path, "A picture")));
            return (picture.Width, picture.Height) == (config.Width, config.Height)
                ? picture
                : throw new UserException(
                    ExitCode.BadInput,
                    $"A picture of the model's {config.Width} x {config.Height} pixels was expected, but '{path}' has "
                    + $"{picture.Width} x {picture.Height}.");
        }
        catch (PictureFormatException exception)
        {
            throw new UserException(ExitCode.BadInput, $"'{path}' cannot be read. {exception.Message}");
        }
    }
}
