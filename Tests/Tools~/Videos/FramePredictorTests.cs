using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>Every frame that there can be as the oracle of what predictors without latent values say of one.</summary>
public class FramePredictorTests
{
    private const int Frames = 2;
    private const int All = 5;

    [Test]
    public void Chances_of_all_frames_add_up_to_1(
        [Values("last", "lstm")] string kind, [Values("binary", "palette")] string output, [Values(0, 1)] int frame,
        [Values(0, 2)] int classes)
    {
        var config = Config(output, output == "palette" ? 3 : 0, classes);
        var all = AllFrames(config);
        float[] clips = [.. all.SelectMany(shown => frame == 0 ? [.. shown, .. all[0]] : all[^1].Concat(shown))];
        var costs = Predictor(kind, config).Costs(Share(clips, all.Count, classes), Frames)[frame];
        Assert.That(
            Enumerable.Range(0, all.Count).Sum(row => Math.Exp(-costs.Row(row)[0])), Is.EqualTo(1).Within(1e-5));
    }

    // Oracle: black and white, of which a palette of two colours is another form.
    [Test]
    public void Two_colours_change_as_black_and_white_do()
    {
        var (binary, palette) = (Config("binary", 0, 0), Config("palette", 2, 0));
        var (frames, coloured) = (AllFrames(binary), AllFrames(palette));
        float[] Clips(List<float[]> all) => [.. all.SelectMany(shown => all[1].Concat(shown))];
        var expected = Predictor("last", binary).Costs(Share(Clips(frames), 4, 0), Frames)[1];
        var actual = Predictor("last", palette).Costs(Share(Clips(coloured), 4, 0), Frames)[1];
        for (var row = 0; row < 4; row++)
        {
            Assert.That(actual.Row(row)[0], Is.EqualTo(expected.Row(row)[0]).Within(1e-5f));
        }
    }

    [Test]
    public void An_lstm_hears_the_class()
    {
        var config = Config("binary", 0, 2);
        var lstm = Predictor("lstm", config);
        var clips = new float[2 * Frames * config.Values];
        var on = new CpuBackend();
        var share = new ClipShare(
            on.From(clips, 2, Frames * config.Values), on.New(2, 1), new[] { 0, 1 }, First: 0);
        var costs = lstm.Costs(share, Frames)[0];
        Assert.That(costs.Row(0)[0], Is.Not.EqualTo(costs.Row(1)[0]));
    }

    [Test]
    public void The_last_frame_stays([Values("binary", "palette")] string output)
    {
        var config = Config(output, output == "palette" ? 3 : 0, 0);
        var told = GoOn(Predictor("last", config), config, []);
        Assert.That(told, Is.All.EqualTo(AllFrames(config).SelectMany(frame => frame)));
    }

    // Oracle: the costs of clips that show what was told before, which are -log of what is told next.
    [Test]
    public void An_lstm_goes_on_from_what_it_told(
        [Values("binary", "palette")] string output, [Values(0, 2)] int classes)
    {
        var config = Config(output, output == "palette" ? 3 : 0, classes);
        var rows = AllFrames(config).Count;
        var lstm = Predictor("lstm", config);
        var labels = Labels(config, rows);
        var on = new CpuBackend();
        var clips = on.From(Start(config), rows, 2 * config.Values);
        float[] next = [.. AllFrames(config).SelectMany(frame => frame)];
        foreach (var (told, n) in GoOn(lstm, config, labels).Select((told, n) => (told, n)))
        {
            var shown = clips.Join(on.From(next, rows, config.Values));
            var cost = lstm.Costs(new ClipShare(shown, on.New(rows, 1), labels, First: 0), 2 + n + 1)[^1];
            var logs = told.Zip(next, (p, pixel) => Math.Log(pixel == 1 ? p : config.IsPalette ? 1 : 1 - p));
            var expected = logs.Chunk(config.Values).Select(row => -row.Sum());
            Assert.That(cost.Values(), Is.EqualTo(expected).Within(1e-5));
            clips = clips.Join(on.From(told, rows, config.Values));
        }
    }

    // Oracle: the network, one clip at a time, with the numbers drawn by hand.
    [Test]
    public void Drawing_goes_on_with_nothing_to_look_at([Values(0, 5)] int time, [Values(0, 2)] int classes)
    {
        var config = Config("binary", 0, classes);
        var parameters = new ParameterSet(1);
        var network = VideoNetwork.Create(new VideoConfig { Frame = config, Time = time }, parameters);
        parameters.Randomized(2, 0.5f);
        var (rows, steps, latent) = (AllFrames(config).Count, config.Steps, config.Latent);
        var labels = Labels(config, rows);
        var told = GoOn(new DrawnFrames(network), config, labels);
        var numbers = Tensors.Normal(new Rng(4), All * steps * rows * latent).Chunk(latent).ToArray();
        for (var row = 0; row < rows; row++)
        {
            var on = new CpuBackend();
            var shown = Start(config).Chunk(config.Values).Skip(2 * row).Take(2).ToArray();
            var state = network.InitialState(on, 1, labels.AsMemory(classes > 0 ? row..(row + 1) : ..));
            for (var n = 0; n < All; n++)
            {
                for (var t = 0; t < steps; t++)
                {
                    var noise = on.From(numbers[(((n * steps) + t) * rows) + row], 1, latent);
                    if (n < 2)
                    {
                        network.Step(on.From(shown[n], 1, config.Values), noise, ref state);
                    }
                    else
                    {
                        network.Draw(noise, ref state);
                    }
                }

                var painted = network.Frames.Paint(state.Frame).Values();
                Assert.That(n < 2 || painted.SequenceEqual(told[n - 2].Chunk(config.Values).ElementAt(row)));
                network.NextFrame(ref state);
            }
        }
    }

    // What never changes and is known by heart costs nothing: by the networks that a model is measured beside, too.
    [Test]
    public void A_clip_is_learned_by_heart([Values("draw", "lstm")] string kind)
    {
        var config = Config("binary", 0, 0);
        (config.Read, config.Write) = (0, 0);
        var parameters = new ParameterSet(1);
        IFramePredictor predictor = kind == "draw"
            ? new DrawnFrames(VideoNetwork.Create(new VideoConfig { Frame = config, Time = 5 }, parameters))
            : new PixelLstm(config, parameters);
        var clips = new OneClip();
        var settings = new VideoSettings().With(
            """{ "batch": 1, "frames": 4, "rate": 0.02, "schedule": "constant", "warmUp": 0 }""");
        using var engine = new TapeGradients(parameters, 1);
        var trainer = new PredictorTrainer(predictor, parameters, settings, clips, clips, config, 1, engine);
        var first = trainer.Step().Loss;
        for (var step = 0; step < 300; step++)
        {
            trainer.Step();
        }

        Assert.That(first, Is.GreaterThan(1));
        Assert.That(trainer.Step().Loss, Is.InRange(0, 0.1));
    }

    /// <summary>Two pixels that take turns.</summary>
    private sealed class OneClip : ClipSet
    {
        public override int Count => 1;

        public override void Read(int index, int frames, Rng chance, Span<float> to)
        {
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = (i + i / 2) % 2;
            }
        }

        public override int ClassOf(int index) => 0;

        public override ulong Hash(ulong hash) => hash;
    }

    private static DrawConfig Config(string output, int colours, int classes) => new()
    {
        Width = 2, Height = 1, Output = output, Colours = colours, Classes = classes, Steps = 2, Size = 4, Latent = 3,
        LearnedPrior = true,
    };

    private static IFramePredictor Predictor(string kind, DrawConfig config)
    {
        if (kind == "last")
        {
            return new LastFrame(config, new Blinking(AllFrames(config)), 20, 10, new Rng(1));
        }

        var parameters = new ParameterSet(1);
        var lstm = new PixelLstm(config, parameters);
        parameters.Randomized(2, 0.3f);
        return lstm;
    }

    /// <summary>Gets all frames of two pixels: [planes][width].</summary>
    private static List<float[]> AllFrames(DrawConfig config)
    {
        var ways = config.IsPalette ? config.Colours : 2;
        return [.. Enumerable.Range(0, ways * ways).Select(i =>
        {
            var frame = new float[config.Values];
            foreach (var (colour, x) in new[] { (i % ways, 0), (i / ways, 1) })
            {
                frame[(config.IsPalette ? colour * 2 : 0) + x] = config.IsPalette ? 1 : colour;
            }

            return frame;
        })];
    }

    /// <summary>Makes clips of two frames: each frame that there can be, after the one before it in the list.</summary>
    private static float[] Start(DrawConfig config)
    {
        var all = AllFrames(config);
        return [.. Enumerable.Range(0, all.Count).SelectMany(i => all[(i + all.Count - 1) % all.Count].Concat(all[i]))];
    }

    /// <summary>Gets a class for each clip, none too; nothing if there are no classes.</summary>
    private static int[] Labels(DrawConfig config, int rows)
    {
        return config.Classes > 0 ? [.. Enumerable.Range(0, rows).Select(row => row % (config.Classes + 1))] : [];
    }

    /// <summary>Lets a predictor go on from those clips; gets each frame that it tells, of all clips.</summary>
    private static List<float[]> GoOn(IFramePredictor predictor, DrawConfig config, int[] labels)
    {
        var told = new List<float[]>();
        var seen = new ClipStart(Start(config), labels, AllFrames(config).Count, 2);
        predictor.GoOn(seen, All, new Rng(4), (n, painted) =>
        {
            Assert.That(n, Is.EqualTo(2 + told.Count));
            told.Add(painted.Values());
        });
        Assert.That(told, Has.Count.EqualTo(All - 2));
        return told;
    }

    private static ClipShare Share(float[] clips, int rows, int classes)
    {
        var on = new CpuBackend();
        var labels = classes > 0 ? Enumerable.Repeat(1, rows).ToArray() : [];
        return new ClipShare(on.From(clips, rows, clips.Length / rows), on.New(rows, 1), labels, First: 0);
    }

    /// <summary>A video that shows any frame after any other: its numbers go by chance.</summary>
    private sealed class Blinking(List<float[]> frames) : ClipSet
    {
        public override void Read(int index, int count, Rng chance, Span<float> to)
        {
            for (var n = 0; n < count; n++)
            {
                // The same pixels in both forms of two colours.
                frames[chance.Below(4)].CopyTo(to[(n * frames[0].Length)..]);
            }
        }

        public override int ClassOf(int index) => 0;

        public override ulong Hash(ulong hash) => hash;

        public override int Count => 20;
    }
}
