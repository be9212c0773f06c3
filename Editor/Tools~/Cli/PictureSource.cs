using System.CommandLine;
using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary>The options of <c>rnngen image</c> that say what pictures are learned from and held out.</summary>
internal static class PictureSource
{
    public static readonly Option<string?> Valid = new("--valid")
    {
        Description = "Pictures to validate with, as --data. [default: the folder valid beside train in the data, or a "
            + "share of it, by a hash of the names]",
        HelpName = "DIR|FILE",
    };

    /// <summary>Reads pictures to learn from and to validate with.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="place">What --data names.</param>
    /// <param name="validShare">The share to validate with, if they are not named.</param>
    /// <param name="terminal">Where to say what was skipped.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="UserException">They cannot be read.</exception>
    public static ImageSplit Split(
        ParseResult result, string place, double validShare, Terminal terminal, CancellationToken cancel)
    {
        var valid = result.GetValue(Valid);
        if (IsSplit(place, valid, out var learned, out var held))
        {
            return new ImageSplit(
                PictureFiles.Read(learned, terminal, cancel),
                PictureFiles.Read(held, terminal, cancel),
                "the folder valid for validation",
                "");
        }

        var pictures = PictureFiles.Read(place, terminal, cancel);
        return valid is { } other
            ? new ImageSplit(
                pictures,
                PictureFiles.Read(other, terminal, cancel),
                "others for validation",
                $" {Valid.Name} {new DirectoryInfo(other).Name}")
            : ImageSplit.ByName(pictures, validShare);
    }

    /// <summary>Gets whether data has folders that say how it is split, and which.</summary>
    /// <param name="place">What --data names.</param>
    /// <param name="valid">What --valid names, or null.</param>
    /// <param name="learned">Set to the folder to learn from.</param>
    /// <param name="held">Set to the folder to validate with.</param>
    /// <exception cref="UserException">Both say what to validate with.</exception>
    public static bool IsSplit(string place, string? valid, out string learned, out string held)
    {
        var isSplit = DataFolder.IsSplit(place, out learned, out held);
        if (isSplit && valid is not null)
        {
            throw new UserException(
                ExitCode.WrongUsage,
                $"'{place}' has folders train and valid, but {Valid.Name} names others to validate with: leave it out, "
                    + "or give the folder train as --data.");
        }

        return isSplit;
    }
}
