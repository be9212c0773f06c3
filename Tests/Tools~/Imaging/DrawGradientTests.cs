using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>Finite differences, and libtorch in float64, as the oracles of what trains DRAW.</summary>
public class DrawGradientTests
{
    private const int Rows = 2;

    private static readonly Dictionary<string, DrawConfig> configs = new()
    {
        ["plain"] = Small(),
        ["no attention"] = Small(read: 0, write: 0),
        ["rgb"] = Small("rgb"),
        ["palette"] = Small("palette", colours: 3),
        ["everything"] = Small("palette", colours: 3, classes: 1, isExtended: true),
        ["everything without attention"] = Small("grey", read: 0, write: 0, classes: 1, isExtended: true),
    };

    [Test]
    public void Finite_differences_equal_libtorch([ValueSource(nameof(Names))] string name)
    {
        var (parameters, loss) = Loss(configs[name], 0.5f);
        FiniteDifferences.Check(parameters, [], loss);
    }

    [Test]
    public void The_tape_equals_libtorch([ValueSource(nameof(Names))] string name)
    {
        var (parameters, loss) = Loss(configs[name], 0.5f);
        TapeGradientTests.Compare(parameters, loss, 1e-4);
    }

    [Test]
    public void The_tape_equals_libtorch_at_the_size_of_the_paper()
    {
        var (parameters, loss) = Loss(new DrawConfig { Steps = 10 }, 1 / 16f);
        TapeGradientTests.Compare(parameters, loss, 1e-4);
    }

    // Wanted by design: what plays shows what was trained, to 1e-4, after 64 steps.
    [Test]
    public void Canvases_equal_those_of_libtorch_after_64_steps(
        [Values("binary", "rgb", "palette")] string output, [Values] bool looks)
    {
        var config = new DrawConfig { Output = output, Colours = output == "palette" ? 6 : 0 };
        var parameters = new ParameterSet(1);
        var network = DrawNetwork.Create(config, parameters);
        parameters.Randomized(2, 1 / 16f);
        using var torch = new TorchBackend();
        var expected = Canvas(torch, network, looks);
        var actual = Canvas(new CpuBackend(), network, looks);
        Assert.That(expected.Max(Math.Abs), Is.GreaterThan(0.5));
        Assert.That(Tensors.Distance(actual, expected), Is.LessThan(1e-4));
    }

    private static float[] Canvas(Backend on, DrawNetwork network, bool looks)
    {
        var config = network.Config;
        var rng = new Rng(4);
        var image = Images(config, rng);
        var state = network.InitialState(on, Rows);
        for (var t = 0; t < 64; t++)
        {
            on.NextStep();
            var noise = on.From(Tensors.Normal(rng, Rows * config.Latent), Rows, config.Latent);
            if (looks)
            {
                network.Step(on.From(image, Rows, config.Values), noise, ref state);
            }
            else
            {
                network.Draw(noise, ref state);
            }
        }

        return state.Canvas.Values();
    }

    private static (ParameterSet Parameters, Func<Backend, Tensor> Loss) Loss(DrawConfig config, float range)
    {
        var parameters = new ParameterSet(1);
        var network = DrawNetwork.Create(config, parameters);
        parameters.Randomized(2, range);
        var rng = new Rng(3);
        var image = Images(config, rng);
        var size = config.Steps * config.Latent;
        var noise = Tensors.Normal(rng, Rows * size);
        int[] classes = config.Classes > 0 ? [0, config.Classes] : [];
        return (parameters, on =>
            network.Loss(on.From(image, Rows, config.Values), on.From(noise, Rows, size), classes));
    }

    /// <summary>Makes images of bits, or of colours.</summary>
    private static float[] Images(DrawConfig config, Rng rng)
    {
        var image = new float[Rows * config.Values];
        for (var i = 0; i < image.Length; i++)
        {
            image[i] = config.Output == "palette" ? 0 : rng.Below(2);
        }

        for (var row = 0; config.Output == "palette" && row < Rows * config.Height; row++)
        {
            for (var x = 0; x < config.Width; x++)
            {
                image[(row * config.Colours + rng.Below(config.Colours)) * config.Width + x] = 1;
            }
        }

        return image;
    }

    private static DrawConfig Small(
        string output = "binary", int colours = 0, int read = 2, int write = 3, int classes = 0,
        bool isExtended = false)
    {
        return new DrawConfig
        {
            Width = 5, Height = 4, Output = output, Colours = colours, Steps = 3, Size = 4, Latent = 3,
            Read = read, Write = write, Classes = classes,
            LearnedPrior = isExtended, CanvasFeedback = isExtended,
        };
    }

    private static IEnumerable<string> Names() => configs.Keys;
}
