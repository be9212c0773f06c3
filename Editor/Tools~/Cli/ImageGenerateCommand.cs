using System.CommandLine;
using RnnGen.Media;

namespace RnnGen.Cli;

/// <summary><c>rnngen image generate</c>: from a model to pictures, sheets and moving pictures.</summary>
internal static class ImageGenerateCommand
{
    private const string DefaultModel = "digits";
    private const int DefaultFrames = 24;
    private const long LargestArea = 256L << 20;

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
    }.Between(0, 1 << 16);

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
        Description = "Paint variations of the first picture: 0 the same, 1 others altogether.",
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
        Description = $"The frames of each picture. [default: one a stroke, or {DefaultFrames} of a loop or walk]",
        HelpName = "N",
    }.Between(2, 100_000);

    private static readonly Option<FrameRate> rate = ImageOutput.Rate();

    private static readonly Option<bool> attention = new("--attention")
    {
        Description = "Show where each stroke is painted: a red frame.",
    };

    private static readonly Option<bool> tile = new("--tile")
    {
        Description = "Let strokes that leave on one side come back on the other: no seam where pictures meet.",
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
            output, Options.Model, count, Options.Seed, steps, ClassOption.Class, temperature, size, vary, motion,
            frames, rate, attention, tile, gap, ImageSubject.Like, ImageSubject.Looks, ImageSubject.Mask,
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
        var path = ModelFile.Find(result.GetValue(Options.Model) ?? DefaultModel);
        var model = ModelFile.Load(path, DrawModel.Load);
        var config = model.Network.Config;
        CheckModel(result, config);
        var strokes = Math.Min(result.GetValue(steps) ?? config.Steps, config.Steps);
        var atelier = new Atelier(
            model, result.GetValue(size) ?? 0, result.GetValue(tile), strokes, ImageSubject.Of(result, config),
            result.GetValue(ImageSubject.Passes))
        {
            Class = ClassOption.Of(result, config),
            Temperature = result.GetValue(temperature),
        };
        var pictures = result.GetValue(count);
        var each = how is null ? 1
            : result.GetValue(frames) ?? (how == "strokes" ? (int)Math.Ceiling(strokes) + 1 : DefaultFrames);
        if (ending != "" && atelier.Area * pictures * each > LargestArea)
        {
            throw new UserException(
                ExitCode.WrongUsage,
                $"A file can have {LargestArea >> 20} million pixels, but {(long)pictures * each} pictures of "
                + $"{atelier.Area} pixels were wanted: write fewer, or smaller ones.");
        }

        var seed = Options.SeedOf(result, terminal);
        var texts = new Dictionary<string, string>
        {
            ["Software"] = "rnngen", ["Model"] = ModelFile.IdOf(path), ["Seed"] = $"{seed}",
        };
        using var progress = terminal.Progress("Painting", (double)pictures * each);
        var painted = new List<Picture>();
        foreach (var picture in Paint())
        {
            cancel.ThrowIfCancellationRequested();
            if (ending == "")
            {
                var own = seed + (ulong)painted.Count;
                texts["Seed"] = $"{own}";
                var target = Path.Combine(file, $"{own}.png");
                ImageOutput.Write(target, picture, texts);
                Tell(terminal, target, 1, picture, own);
            }

            painted.Add(ending == "" ? new Picture(1, 1) : picture);
            progress.Report(painted.Count);
        }

        if (ending != "")
        {
            Write(result, terminal, file, painted, each, seed, texts);
        }

        IEnumerable<Picture> Paint()
        {
            for (var i = 0; i < pictures; i++)
            {
                var own = seed + (ulong)i;
                var noise = NoiseOf(i);
                var shown = how switch
                {
                    null => [atelier.Paint(own, noise)],
                    "strokes" => atelier.Watch(own, noise, each, result.GetValue(attention)),
                    "loop" => Parts(t => noise.Around(new PaintNoise(config, ~own), t)),
                    _ => Parts(t => noise.Towards(NoiseOf((i + 1) % pictures), t)),
                };
                foreach (var picture in shown) yield return picture;

                IEnumerable<Picture> Parts(Func<float, PaintNoise> at)
                {
                    return Enumerable.Range(0, each).Select(part => atelier.Paint(own, at((float)part / each)));
                }
            }
        }

        PaintNoise NoiseOf(int picture)
        {
            var own = new PaintNoise(config, seed + (ulong)picture);
            return result.GetValue(vary) is { } strength && picture > 0
                ? new PaintNoise(config, seed).Vary(own, strength)
                : own;
        }
    }

    private static void Write(
        ParseResult result, Terminal terminal, string file, List<Picture> painted, int each, ulong seed,
        Dictionary<string, string> texts)
    {
        var speed = result.GetValue(rate);
        if (ImageOutput.Moving.Contains(Path.GetExtension(file).ToLowerInvariant()))
        {
            ImageOutput.WriteMoving(file, painted, speed, texts);
            Tell(terminal, file, painted.Count, painted[0], seed);
            return;
        }

        if (painted.Count == 1)
        {
            ImageOutput.Write(file, painted[0], texts);
            Tell(terminal, file, 1, painted[0], seed);
            return;
        }

        var side = (int)Math.Ceiling(Math.Sqrt(painted.Count));
        if (side * (Math.Max(painted[0].Width, painted[0].Height) + result.GetValue(gap)) > Picture.LargestSide)
        {
            throw new UserException(
                ExitCode.WrongUsage,
                $"A sheet can have sides of {Picture.LargestSide} pixels, which {painted.Count} pictures of "
                + $"{painted[0].Width} x {painted[0].Height} exceed: write fewer, or smaller ones.");
        }

        var tags = Enumerable.Range(0, painted.Count / each)
            .Select(i => ($"{seed + (ulong)i}", i * each, (i + 1) * each - 1));
        var sheet = new SpriteSheet(painted, result.GetValue(gap));
        var json = ImageOutput.WriteSheet(file, sheet, speed, tags, texts);
        Tell(terminal, file, painted.Count, painted[0], seed);
        terminal.Say($"{json}: where each picture is.");
    }

    private static void CheckUsage(ParseResult result, string ending, string? how)
    {
        foreach (var option in new Option[] { frames, rate, attention }.Where(_ => how is null))
        {
            if (Options.IsGiven(result, option)) throw new UserException(
                ExitCode.WrongUsage, $"{option.Name} needs pictures that move: use {motion.Name}, or write a .gif.");
        }

        ImageOutput.RequireRate(ending, result.GetValue(rate));
        if (result.GetValue(attention) && how != "strokes") throw new UserException(
            ExitCode.WrongUsage, $"{attention.Name} has no meaning with {motion.Name} {how}, which shows no strokes.");
        if (ending == "" && how is not null) throw new UserException(
            ExitCode.WrongUsage, $"{motion.Name} needs a file, as x.gif or x.png, and not a folder.");
        if (ending != ".png" && Options.IsGiven(result, gap)) throw new UserException(
            ExitCode.WrongUsage, $"{gap.Name} needs a sheet: write a .png.");
    }

    private static void CheckModel(ParseResult result, DrawConfig config)
    {
        foreach (var option in new Option[] { attention, tile }.Where(option => Options.IsGiven(result, option)))
        {
            if (config.Write == 0) throw new UserException(
                ExitCode.WrongUsage,
                $"{option.Name} needs a model that paints through attention, which this one does not.");
        }
    }

    private static void Tell(Terminal terminal, string file, int pictures, Picture picture, ulong seed)
    {
        if (terminal.Json)
        {
            terminal.WriteJson(new { file, seed, pictures, width = picture.Width, height = picture.Height });
            return;
        }

        var what = pictures == 1 ? "a picture" : $"{pictures} pictures";
        terminal.Output.WriteLine($"{file}: {what} of {picture.Width} x {picture.Height} pixels, seed {seed}.");
    }
}
