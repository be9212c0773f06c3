using System.CommandLine;
using RnnGen.Media;

namespace RnnGen.Cli;

/// <summary><c>rnngen image generate</c>: from a model to pictures, sheets and moving pictures.</summary>
internal static class ImageGenerateCommand
{
    private const int DefaultFrames = 24;

    private static readonly Option<string> output = Options.Out(
        "What to write: .png (several pictures: a sheet, and beside it .json), .gif, .apng, .mp4 or .webm; with no "
        + "ending, a folder of SEED.png.");

    private static readonly Option<int> count = new Option<int>("--count")
    {
        Description = "How many pictures to paint, with SEED, SEED + 1 …",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    }.Between(1, 100_000);

    private static readonly Option<double?> steps = new Option<double?>("--steps")
    {
        Description = "How many strokes to paint, as 7.5. [default: as many as were learned]",
        HelpName = "N",
    }.Between(0, Parameter.MostUnits);

    private static readonly Option<float> temperature = new Option<float>("--temperature")
    {
        Description = "How far chance may stray: 1 as it was learned, 0 always the same.",
        HelpName = "T",
        DefaultValueFactory = _ => 1,
    }.Between(0, 100);

    private static readonly Option<int?> size = new Option<int?>("--size")
    {
        Description = "The pixels of the longer side, painted as fine as they are. [default: as was learned]",
        HelpName = "S",
    }.Between(2, Painter.LongestSide);

    private static readonly Option<float?> vary = new Option<float?>("--vary")
    {
        Description = "Paint variations of the first picture, and of each picture in a loop: 0 the same, 1 others "
            + "altogether.",
        HelpName = "V",
    }.Between(0, 1);

    private static readonly Option<string?> motion = new Option<string?>("--motion")
    {
        Description = "What moves: strokes (each picture as it is painted), loop (one picture around a circle of "
            + "chance), walk (from each to the next and back to the first). [default in .gif and others: strokes]",
        HelpName = "HOW",
    }.AcceptOnlyFromAmong("strokes", "loop", "walk");

    private static readonly Option<int?> frames = new Option<int?>("--frames")
    {
        Description = "The frames of each picture. [default: the bare canvas and one a stroke, or "
            + $"{DefaultFrames} of a loop or walk]",
        HelpName = "N",
    }.Between(2, 100_000);

    private static readonly Option<int?> hold = new Option<int?>("--hold")
    {
        Description = "The frames that a picture stays after its last stroke. [default: a second of them, none in a "
            + "sheet]",
        HelpName = "N",
    }.Between(0, 100_000);

    private static readonly Option<int> scale = ImageOutput.Scale();

    private static readonly Option<FrameRate> rate = ImageOutput.Rate();

    private static readonly Option<bool> attention = new("--attention")
    {
        Description = "Show where each stroke is painted: a red frame.",
    };

    private static readonly Option<bool> tile = new("--tile")
    {
        Description = "Let strokes that leave on one side come back on the other, without a seam where pictures meet.",
    };

    private static readonly Option<int> gap = new Option<int>("--gap")
    {
        Description = "The transparent pixels between the pictures of a sheet.",
        HelpName = "N",
        DefaultValueFactory = _ => 0,
    }.Between(0, 1024);

    public static Verb Create()
    {
        var verb = new Verb(
            "generate",
            "Paints pictures with a trained model.",
            "rnngen image generate --out digits.gif --count 4 --size 112 --attention --seed 7")
        {
            output, Options.ImageModel, count, Options.Seed, steps, ClassOption.Class, temperature, size, scale, vary,
            motion, frames, hold, rate, attention, tile, gap, ImageSubject.Like, ImageSubject.Looks, ImageSubject.Mask,
            ImageSubject.Passes,
        };
        verb.Does(Generate);
        return verb;
    }

    private static void Generate(ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        var file = result.GetValue(output)!;
        var ending = ImageOutput.EndingOf(file);
        var how = result.GetValue(motion) ?? (ImageOutput.Moving.Contains(ending) ? "strokes" : null);
        CheckUsage(result, ending, how);
        var path = ModelFile.Find(result.GetValue(Options.ImageModel)!);
        var model = ModelFile.Load(path, DrawModel.Load);
        var config = model.Network.Config;
        CheckModel(result, config);
        var series = SeriesOf(result, model, ending, how, cancel);
        ImageOutput.RequireRoom(ending, series.Count, series.Width, series.Height, result.GetValue(gap));
        var seed = Options.SeedOf(result, terminal);
        var texts = ImageOutput.TextsOf(path, seed, Options.Written(result, output, Options.ImageModel, Options.Seed));
        ImageOutput.RequireTarget(file, $"{seed}.png", ending == ".png" && series.Count > 1);
        using var progress = terminal.Progress("Painting", series.Count);
        var painted = new List<Picture>();
        var done = 0;
        foreach (var picture in series.Paint(seed))
        {
            cancel.ThrowIfCancellationRequested();
            if (ending == "")
            {
                var own = seed + (ulong)done;
                texts[result.GetValue(vary) is null ? "Seed" : "Variation"] = $"{own}";
                var target = Path.Combine(file, $"{own}.png");
                ImageOutput.Write(target, picture, texts);
                Tell(terminal, target, 1, picture.Width, picture.Height, own);
            }
            else
            {
                painted.Add(picture);
            }

            progress.Report(++done);
        }

        if (ending != "")
        {
            Write(result, terminal, file, painted, series.Each, seed, texts, cancel);
        }
    }

    private static PictureSeries SeriesOf(
        ParseResult result, DrawModel model, string ending, string? how, CancellationToken cancel)
    {
        var config = model.Network.Config;
        var strokes = result.GetValue(steps) ?? config.Steps;
        var speed = result.GetValue(rate);
        var framesASecond = (int)Math.Ceiling((double)speed.Pictures / speed.Seconds);
        var atelier = new Atelier(PainterOf(result, model), strokes)
        {
            Subject = ImageSubject.Of(result, config),
            Passes = ImageSubject.PassesOf(result),
            Class = ClassOption.Of(result, config),
            Temperature = result.GetValue(temperature),
            Scale = result.GetValue(scale),
            Cancel = cancel,
        };
        return new PictureSeries(atelier, config, result.GetValue(count))
        {
            Motion = how,
            Frames = how is null ? 1
                : result.GetValue(frames) ?? (how == "strokes" ? (int)Math.Ceiling(strokes) + 1 : DefaultFrames),
            Hold = how != "strokes" ? 0
                : result.GetValue(hold) ?? (ending == ".png" ? 0 : framesASecond),
            ShowsAttention = result.GetValue(attention),
            Variation = result.GetValue(vary),
        };
    }

    private static Painter PainterOf(ParseResult result, DrawModel model)
    {
        try
        {
            return new Painter(model, side: result.GetValue(size) ?? 0, wraps: result.GetValue(tile));
        }
        catch (ArgumentException exception)
        {
            throw new UserException(ExitCode.WrongUsage, exception.Message);
        }
    }

    private static void Write(
        ParseResult result, Terminal terminal, string file, List<Picture> painted, int each, ulong seed,
        Dictionary<string, string> texts, CancellationToken cancel)
    {
        var speed = result.GetValue(rate);
        var (width, height) = (painted[0].Width, painted[0].Height);
        if (ImageOutput.Moving.Contains(Path.GetExtension(file).ToLowerInvariant()))
        {
            (width, height) = ImageOutput.WriteMoving(file, painted, speed, texts, cancel);
            Tell(terminal, file, painted.Count, width, height, seed);
            return;
        }

        if (painted.Count == 1)
        {
            ImageOutput.Write(file, painted[0], texts);
            Tell(terminal, file, 1, width, height, seed);
            return;
        }

        var tags = Enumerable.Range(0, painted.Count / each)
            .Select(i => ($"{seed + (ulong)i}", i * each, (i + 1) * each - 1));
        var sheet = new SpriteSheet(painted, result.GetValue(gap));
        var json = ImageOutput.WriteSheet(file, sheet, speed, tags, texts);
        Tell(terminal, file, painted.Count, width, height, seed);
        terminal.Say($"{json}: where each picture is.");
    }

    private static void CheckUsage(ParseResult result, string ending, string? how)
    {
        foreach (var option in new Option[] { frames, hold, rate, attention }.Where(_ => how is null))
        {
            if (Options.IsGiven(result, option)) throw new UserException(
                ExitCode.WrongUsage, $"{option.Name} needs pictures that move: use {motion.Name}, or write a .gif.");
        }

        ImageOutput.RequireRate(ending, result.GetValue(rate));
        foreach (var option in new Option[] { hold, attention }.Where(option => Options.IsGiven(result, option)))
        {
            if (how != "strokes") throw new UserException(
                ExitCode.WrongUsage, $"{option.Name} has no meaning with {motion.Name} {how}, which shows no strokes.");
        }

        if (how == "walk" && result.GetValue(count) == 1) throw new UserException(
            ExitCode.WrongUsage,
            $"{motion.Name} walk goes from each picture to the next, but {count.Name} is 1: use {count.Name} N of 2 or "
            + $"more, or {motion.Name} loop.");
        if (Options.IsGiven(result, vary) && how != "loop" && result.GetValue(count) == 1) throw new UserException(
            ExitCode.WrongUsage, $"{vary.Name} needs others to vary: use {count.Name} N, or {motion.Name} loop.");
        if (ending == "" && how is not null) throw new UserException(
            ExitCode.WrongUsage, $"{motion.Name} needs a file, as x.gif or x.png, and not a folder.");
        var isSheet = ending == ".png" && (how is not null || result.GetValue(count) > 1);
        if (!isSheet && Options.IsGiven(result, gap)) throw new UserException(
            ExitCode.WrongUsage, $"{gap.Name} needs a sheet: write a .png of several pictures.");
        (Option Option, bool IsAsked)[] others =
        [
            (count, result.GetValue(count) > 1), (vary, Options.IsGiven(result, vary)),
            (motion, how is "loop" or "walk"),
        ];
        if (result.GetValue(temperature) == 0 && Array.Find(others, other => other.IsAsked).Option is { } same)
        {
            throw new UserException(
                ExitCode.WrongUsage,
                $"{same.Name} has no meaning with {temperature.Name} 0, which always paints the same picture.");
        }
    }

    private static void CheckModel(ParseResult result, DrawConfig config)
    {
        foreach (var option in new Option[] { attention, tile }.Where(option => Options.IsGiven(result, option)))
        {
            if (config.Write == 0) throw new UserException(
                ExitCode.WrongUsage,
                $"{option.Name} needs a model that paints through attention, which this one does not.");
        }

        if (result.GetValue(steps) is { } strokes && strokes > config.Steps) throw new UserException(
            ExitCode.WrongUsage,
            FormattableString.Invariant(
                $"{steps.Name} must be 0 to {config.Steps} for this model, but was {strokes}."));
    }

    private static void Tell(Terminal terminal, string file, int pictures, int width, int height, ulong seed)
    {
        if (terminal.Json)
        {
            terminal.WriteJson(new { file, seed, pictures, width, height });
            return;
        }

        var what = pictures == 1 ? "a picture" : $"{pictures} pictures";
        terminal.Output.WriteLine($"{file}: {what} of {width} x {height} pixels, seed {seed}.");
    }
}
