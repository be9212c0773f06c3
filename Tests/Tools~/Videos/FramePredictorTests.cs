using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>Every frame that there can be as the oracle of what predictors without latent values say of one.</summary>
public class FramePredictorTests
{
    private const int Frames = 2;

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

    private static DrawConfig Config(string output, int colours, int classes) => new()
    {
        Width = 2, Height = 1, Output = output, Colours = colours, Classes = classes,
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
