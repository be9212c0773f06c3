using System.CommandLine;
using System.Globalization;
using RnnGen.Media;
using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary>The options of <c>rnngen video</c> that say what videos are learned from or measured.</summary>
internal static class VideoSource
{
    public static readonly Option<string> Data = new("--data")
    {
        Description = "A folder of animations: .gif, .apng, .png or .webp, or sub-folders of numbered pictures; the "
            + "folders that hold several are classes. With --shapes, a folder of pictures, whose sub-folders are "
            + "classes, or a file as of MNIST, .idx3-ubyte(.gz), whose labels lie beside it.",
        HelpName = "DIR|FILE",
        Required = true,
    };

    public static readonly Option<int?> Shapes = new Option<int?>("--shapes")
    {
        Description = "The data are shapes, which fly across the frame, straight on from wall to wall: so many in a "
            + "clip. [default: the setting \"together\", usually 1]",
        HelpName = "N",
        Arity = ArgumentArity.ZeroOrOne,
    }.Between(1, VideoSettings.MostTogether);

    public static readonly Option<(int Columns, int Rows)?> Sheet = new("--sheet")
    {
        Description = "The data are sprite sheets, of which each row is an animation, as 9x4. Rows are classes, from 0 "
            + "on, as directions are; of sheets of one row, sub-folders.",
        HelpName = "COLUMNSxROWS",
        CustomParser = result =>
        {
            var parts = result.Tokens[0].Value.Split('x');
            if (parts.Length == 2 && IsCount(parts[0], out var columns) && IsCount(parts[1], out var rows))
            {
                return (columns, rows);
            }

            result.AddError($"A sheet as 9x4 was expected, columns and rows, but '{result.Tokens[0].Value}' is none.");
            return null;
        },
    };

    public static readonly Option<string?> Valid = new("--valid")
    {
        Description = "What to validate with, as --data. [default: the folder valid beside train in the data, or a "
            + "share of it, by a hash of the names]",
        HelpName = "DIR|FILE",
    };

    /// <summary>Gets the settings with as many shapes in a clip as are asked for.</summary>
    public static VideoSettings SettingsOf(ParseResult result, VideoSettings settings)
    {
        return result.GetValue(Shapes) is { } together ? settings with { Together = together } : settings;
    }

    /// <summary>Reads videos to learn from and to validate with.</summary>
    /// <exception cref="UserException">They cannot be read.</exception>
    public static FilmSplit Split(ParseResult result, double validShare, Terminal terminal, CancellationToken cancel)
    {
        var areShapes = Options.IsGiven(result, Shapes);
        var sheet = result.GetValue(Sheet);
        if (areShapes && sheet is not null) throw new UserException(
            ExitCode.WrongUsage, $"{Shapes.Name} and {Sheet.Name} exclude each other: shapes are single pictures.");
        var option = (areShapes ? $" {Shapes.Name} {result.GetValue(Shapes)}".TrimEnd() : "")
            + (sheet is var (columns, rows) ? $" {Sheet.Name} {columns}x{rows}" : "");
        var data = result.GetValue(Data)!;
        if (PictureSource.IsSplit(data, result.GetValue(Valid), out var learned, out var held))
        {
            return new FilmSplit(Read(learned), Read(held), areShapes, "the folder valid for validation", option);
        }

        var films = Read(data);
        return result.GetValue(Valid) is { } place
            ? new FilmSplit(
                films,
                Read(place),
                areShapes,
                "others for validation",
                $"{option} {Valid.Name} {new DirectoryInfo(place).Name}")
            : FilmSplit.ByName(films, validShare, areShapes, option);

        List<Film> Read(string from)
        {
            if (areShapes || sheet is not null)
            {
                var pictures = PictureFiles.Read(from, terminal, cancel);
                return sheet is var (columns, rows)
                    ? [.. pictures.SelectMany(picture => Cut(picture, columns, rows))]
                    : [.. pictures.Select(picture => new Film(
                        picture.Name, [picture.Picture], picture.Class))];
            }

            return FilmFiles.Read(from, terminal, cancel);
        }
    }

    private static IEnumerable<Film> Cut(LabelledPicture sheet, int columns, int rows)
    {
        var (width, height) = (sheet.Picture.Width / columns, sheet.Picture.Height / rows);
        if (width * columns != sheet.Picture.Width || height * rows != sheet.Picture.Height)
        {
            throw new UserException(
                ExitCode.BadInput,
                $"A sheet of {columns} x {rows} equal frames was expected, but '{sheet.Name}' has "
                + $"{sheet.Picture.Width} x {sheet.Picture.Height} pixels.");
        }

        // All rows of a sheet are learned, or none: names are split by their beginning.
        return Enumerable.Range(0, rows).Select(row => new Film(
            sheet.Name,
            [.. Enumerable.Range(0, columns).Select(column => sheet.Picture.Part(
                column * width, row * height, width, height))],
            rows > 1 ? $"{row}" : sheet.Class));
    }

    private static bool IsCount(string text, out int count)
    {
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count);
        return isNumber && count is >= 1 and <= 1000;
    }
}
