using System.CommandLine;
using RnnGen.Media;

namespace RnnGen.Cli;

/// <summary><c>rnngen video generate</c>: from a model to videos, animations and sheets.</summary>
internal static class VideoGenerateCommand
{
    private const int DefaultFrames = 60;

    private static readonly Option<string> output = Options.Out(
        "What to write: .gif, .apng, .mp4, .webm or .png (a sheet, and beside it .json); with no ending, a folder of "
        + "numbered .png, of any length.");

    private static readonly Option<int?> frames = new Option<int?>("--frames")
    {
        Description = $"How many frames to paint. [default: {DefaultFrames}]",
        HelpName = "N",
    }.Between(1, 10_000_000);

    private static readonly Option<double?> seconds = new Option<double?>("--seconds")
    {
        Description = "How long to paint, in place of --frames.",
        HelpName = "S",
    }.Between(0.001, 1_000_000);

    private static readonly Option<FrameRate> rate = ImageOutput.Rate();

    private static readonly Option<float> temperature = new Option<float>("--temperature")
    {
        Description = "How far chance may stray: 1 as it was learned, 0 always the most usual.",
        HelpName = "T",
        DefaultValueFactory = _ => 1,
    }.Between(0, 100);

    private static readonly Option<string?> prime = new("--prime")
    {
        Description = "Frames of the model's size to go on from: an animation, a picture, or a folder of one "
            + "animation, as numbered pictures.",
        HelpName = "FILE|DIR",
    };

    private static readonly Option<int> scale = ImageOutput.Scale();

    public static Verb Create()
    {
        var verb = new Verb(
            "generate",
            "Paints a video with a trained model, frame after frame.",
            "rnngen video generate --out digits.gif --frames 100 --scale 4 --seed 7")
        {
            output, Options.VideoModel, frames, seconds, rate, Options.Seed, ClassOption.Class, temperature, prime,
            scale,
        };
        verb.Does(Generate);
        return verb;
    }

    private static void Generate(ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        var file = result.GetValue(output)!;
        var ending = ImageOutput.EndingOf(file);
        if (Options.IsGiven(result, frames) && Options.IsGiven(result, seconds)) throw new UserException(
            ExitCode.WrongUsage, $"{frames.Name} and {seconds.Name} exclude each other.");
        var speed = result.GetValue(rate);
        ImageOutput.RequireRate(ending, speed);
        var count = result.GetValue(seconds) is { } time
            ? (int)Math.Min(int.MaxValue, Math.Max(1, Math.Round(time * speed.Pictures / speed.Seconds)))
            : result.GetValue(frames) ?? DefaultFrames;
        var path = ModelFile.Find(result.GetValue(Options.VideoModel)!);
        var model = ModelFile.Load(path, VideoModel.Load);
        var animator = new Animator(model)
        {
            Class = ClassOption.Of(result, model.Network.Config.Frame), Temperature = result.GetValue(temperature),
        };
        var seed = Options.SeedOf(result, terminal);
        animator.Reset(seed);
        var enlarged = result.GetValue(scale);
        var (width, height) = (animator.Width * enlarged, animator.Height * enlarged);
        ImageOutput.RequireRoom(ending, count, width, height);
        var primer = result.GetValue(prime) is { } place
            ? FilmFiles.ReadOne(place, animator.Width, animator.Height, terminal, cancel)
            : [];
        RequireTarget(file, ending, count);
        foreach (var seen in primer)
        {
            cancel.ThrowIfCancellationRequested();
            animator.Look(seen);
        }

        var texts = ImageOutput.TextsOf(path, seed, Options.Written(result, output, Options.VideoModel, Options.Seed));
        using var progress = terminal.Progress("Painting", count);
        var painted = new List<Picture>();
        for (var i = 0; i < count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var picture = Next(animator, enlarged);
            if (ending == "")
            {
                ImageOutput.Write(Path.Combine(file, NameOf(i)), picture, texts);
            }
            else
            {
                painted.Add(picture);
            }

            progress.Report(i + 1);
        }

        if (ending == ".png")
        {
            ImageOutput.WriteSheet(file, new SpriteSheet(painted, 0), speed, [($"{seed}", 0, count - 1)], texts);
        }
        else if (ending != "")
        {
            (width, height) = ImageOutput.WriteMoving(file, painted, speed, texts, cancel);
        }

        Tell(terminal, file, count, width, height, speed, seed);
    }

    private static void RequireTarget(string file, string ending, int count)
    {
        var next = Path.Combine(file, NameOf(count));
        if (ending == "" && File.Exists(next))
        {
            throw new UserException(
                ExitCode.WrongUsage,
                $"A folder for {count} frames must not have others behind them, but '{next}' exists: name another "
                + "folder, or remove them.");
        }

        ImageOutput.RequireTarget(file, NameOf(0), ending == ".png");
    }

    private static string NameOf(int frame) => $"{frame:D6}.png";

    private static Picture Next(Animator animator, int enlarged)
    {
        if (animator.Step > 0)
        {
            animator.NextFrame();
        }

        while (animator.TryNext())
        {
        }

        var picture = new Picture(animator.Width, animator.Height);
        animator.Show(picture);
        return enlarged == 1 ? picture : picture.Enlarged(enlarged);
    }

    private static void Tell(
        Terminal terminal, string file, int frames, int width, int height, FrameRate speed, ulong seed)
    {
        if (terminal.Json)
        {
            terminal.WriteJson(new { file, seed, frames, width, height, rate = $"{speed}" });
            return;
        }

        terminal.Output.WriteLine(
            $"{file}: {frames} frames of {width} x {height} pixels, {speed} a second, seed {seed}.");
    }
}
