using System.CommandLine;
using RnnGen.Media;

namespace RnnGen.Cli;

/// <summary>Writes pictures in the format that the ending of a file says.</summary>
internal static class ImageOutput
{
    private const long LargestArea = 256L << 20;

    /// <summary>The endings of files whose pictures move.</summary>
    public static readonly IReadOnlyList<string> Moving = [".gif", ".apng", .. VideoFile.Endings];

    /// <summary>Creates the option that says how fast pictures are shown.</summary>
    public static Option<FrameRate> Rate() => new("--fps")
    {
        Description = "The frames of a second, as 12.5 or 30000/1001.",
        HelpName = "N",
        DefaultValueFactory = _ => new FrameRate(25),
        CustomParser = result =>
        {
            try
            {
                return FrameRate.Parse(result.Tokens[0].Value);
            }
            catch (FormatException exception)
            {
                result.AddError(exception.Message);
                return default;
            }
        },
    };

    /// <summary>Creates the option that says how large pixels are shown.</summary>
    public static Option<int> Scale() => new Option<int>("--scale")
    {
        Description = "How many pixels each way show one that is painted, with sharp edges.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    }.Between(1, 64);

    /// <summary>Gets the ending of a file, in small letters; empty for a folder.</summary>
    /// <exception cref="UserException">The ending is none that can be written.</exception>
    public static string EndingOf(string file)
    {
        var ending = Directory.Exists(file) ? "" : Path.GetExtension(file).ToLowerInvariant();
        if (ending is not ("" or ".png") && !Moving.Contains(ending))
        {
            throw new UserException(
                ExitCode.WrongUsage,
                $"--out must end with .png, {string.Join(", ", Moving)}, or be a folder, but was '{file}'.");
        }

        return VideoFile.Endings.Contains(ending) && !VideoFile.IsPossible
            ? throw new UserException(
                ExitCode.Failed,
                $"A {ending} needs the programs ffmpeg and ffprobe: install the package ffmpeg, or write a .gif or "
                + ".apng.")
            : ending;
    }

    /// <summary>Makes what a file says about itself, from which it can be painted again.</summary>
    /// <param name="model">The file of the model.</param>
    /// <param name="seed">Where chance started.</param>
    /// <param name="options">What else was asked for; empty for nothing.</param>
    public static Dictionary<string, string> TextsOf(string model, ulong seed, string options)
    {
        var texts = new Dictionary<string, string>
        {
            ["Software"] = "rnngen", ["Model"] = ModelFile.IdOf(model), ["Seed"] = $"{seed}",
        };
        if (options != "")
        {
            texts["Options"] = options;
        }

        return texts;
    }

    /// <summary>Requires that a format can show pictures so fast and so slowly.</summary>
    /// <exception cref="UserException">It cannot.</exception>
    public static void RequireRate(string ending, FrameRate rate)
    {
        if (ending == ".gif" && !GifFile.Shows(rate))
        {
            throw new UserException(
                ExitCode.WrongUsage,
                $"A .gif shows {GifFile.Rates}, but --fps was {rate}: choose such a rate, or write an .apng.");
        }

        if (ending == ".png" && rate.Pictures > 1000 * rate.Seconds)
        {
            throw new UserException(
                ExitCode.WrongUsage,
                $"A sheet shows at most 1000 pictures a second, as it counts in milliseconds, but --fps was {rate}.");
        }
    }

    /// <summary>Requires that a file can hold pictures of one size.</summary>
    /// <param name="ending">The ending of the file; empty for a folder, which holds any number.</param>
    /// <param name="count">How many pictures.</param>
    /// <param name="width">The pixels of a row of each.</param>
    /// <param name="height">The rows of each.</param>
    /// <param name="gap">The pixels between two of a sheet.</param>
    /// <exception cref="UserException">It cannot.</exception>
    public static void RequireRoom(string ending, long count, int width, int height, int gap = 0)
    {
        var inRow = ending == ".png" ? (long)Math.Ceiling(Math.Sqrt(count)) : 1;
        if (inRow * (Math.Max(width, height) + gap) - gap > Picture.LargestSide)
        {
            throw new UserException(
                ExitCode.WrongUsage,
                $"A picture can have sides of {Picture.LargestSide} pixels, which {inRow} of {width} x {height} in a "
                + "row exceed: write fewer, or smaller ones.");
        }

        if (ending != "" && count * width * height > LargestArea)
        {
            throw new UserException(
                ExitCode.WrongUsage,
                $"A file can have {LargestArea >> 20} million pixels, but {count} pictures of {width} x {height} were "
                + "wanted: write fewer, smaller ones, or a folder.");
        }
    }

    /// <summary>Requires that the first files that pictures come to can be written, before those are painted.</summary>
    /// <param name="file">The file, or the folder.</param>
    /// <param name="first">The name of the first picture in a folder, as "7.png".</param>
    /// <param name="isSheet">Whether there are several pictures side by side.</param>
    /// <exception cref="UserException">They cannot.</exception>
    public static void RequireTarget(string file, string first, bool isSheet)
    {
        OutputFile.RequireTarget(EndingOf(file) == "" ? Path.Combine(file, first) : file);
        if (isSheet)
        {
            OutputFile.RequireTarget(Path.ChangeExtension(file, ".json"));
        }
    }

    /// <summary>Writes one picture as PNG.</summary>
    public static void Write(string file, Picture picture, IReadOnlyDictionary<string, string> texts)
    {
        OutputFile.Write(file, stream => PictureFile.WritePng(picture, texts, stream));
    }

    /// <summary>Writes pictures side by side as PNG, and beside it where they are, as JSON.</summary>
    /// <returns>The file of JSON.</returns>
    public static string WriteSheet(
        string file,
        SpriteSheet sheet,
        FrameRate rate,
        IEnumerable<(string Name, int From, int To)> tags,
        IReadOnlyDictionary<string, string> texts)
    {
        var json = Path.ChangeExtension(file, ".json");
        Write(file, sheet.Picture, texts);
        OutputFile.Write(json, sheet.Describe(Path.GetFileName(file), rate, tags, texts));
        return json;
    }

    /// <summary>Writes pictures one after the other.</summary>
    /// <returns>The pixels of a row and the rows of the file, which an .mp4 makes even.</returns>
    public static (int Width, int Height) WriteMoving(
        string file, IReadOnlyList<Picture> frames, FrameRate rate, IReadOnlyDictionary<string, string> texts,
        CancellationToken cancel)
    {
        var size = (frames[0].Width, frames[0].Height);
        var comment = string.Join(", ", texts.Select(text => $"{text.Key} {text.Value}"));
        OutputFile.Write(file, stream =>
        {
            switch (Path.GetExtension(file).ToLowerInvariant())
            {
                case ".gif":
                    GifFile.Write(frames, rate, comment, stream);
                    break;
                case ".apng":
                    ApngFile.Write(frames, rate, texts, stream);
                    break;
                case var ending:
                    size = WriteVideo(frames, rate, comment, ending, stream, cancel);
                    break;
            }
        });
        return size;
    }

    // ffmpeg finds the format in the ending, and goes back to the start of its file.
    private static (int Width, int Height) WriteVideo(
        IReadOnlyList<Picture> frames, FrameRate rate, string comment, string ending, Stream stream,
        CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("rnngen-");
        try
        {
            var path = Path.Combine(folder.FullName, "video" + ending);
            var size = VideoFile.Write(frames, rate, comment, path, cancel);
            using var video = File.OpenRead(path);
            video.CopyTo(stream);
            return size;
        }
        catch (VideoException exception)
        {
            throw new UserException(ExitCode.Failed, exception.Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
