using System.CommandLine;
using RnnGen.Media;

namespace RnnGen.Cli;

/// <summary>Writes pictures in the format that the ending of a file says.</summary>
internal static class ImageOutput
{
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
    public static void WriteMoving(
        string file, IReadOnlyList<Picture> frames, FrameRate rate, IReadOnlyDictionary<string, string> texts)
    {
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
                    WriteVideo(frames, rate, comment, ending, stream);
                    break;
            }
        });
    }

    // ffmpeg finds the format in the ending, and goes back to the start of its file.
    private static void WriteVideo(
        IReadOnlyList<Picture> frames, FrameRate rate, string comment, string ending, Stream stream)
    {
        var folder = Directory.CreateTempSubdirectory("rnngen-");
        try
        {
            var path = Path.Combine(folder.FullName, "video" + ending);
            VideoFile.Write(frames, rate, comment, path);
            using var video = File.OpenRead(path);
            video.CopyTo(stream);
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
