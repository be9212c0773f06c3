using NUnit.Framework;

namespace RnnGen.Tools.Tests;

/// <summary>Finite differences, and libtorch in float64, as the oracles of what trains DRAW over time.</summary>
public class VideoGradientTests
{
    private const int Rows = 2;
    private const int Frames = 2;

    private static readonly Dictionary<string, VideoConfig> configs = new()
    {
        ["the equations"] = Small(isExtended: false, moves: false),
        ["feedback"] = Small(isExtended: true, moves: false),
        ["moves"] = Small(isExtended: true, moves: true),
        ["classes"] = Small(isExtended: true, moves: false, classes: 2),
    };

    [Test]
    public void Finite_differences_equal_libtorch([ValueSource(nameof(Names))] string name)
    {
        var (parameters, loss) = Loss(configs[name]);
        FiniteDifferences.Check(parameters, [], loss);
    }

    [Test]
    public void The_tape_equals_libtorch([ValueSource(nameof(Names))] string name)
    {
        var (parameters, loss) = Loss(configs[name]);
        TapeGradientTests.Compare(parameters, loss, 1e-4);
    }

    private static (ParameterSet Parameters, Func<Backend, Tensor> Loss) Loss(VideoConfig config)
    {
        var parameters = new ParameterSet(1);
        var network = VideoNetwork.Create(config, parameters);
        // Over five points, differences of filters as fine as pixels are exact for small weights only.
        parameters.Randomized(2, config.Moves ? 0.3f : 0.5f);
        var rng = new Rng(3);
        var columns = Frames * config.Frame.Values;
        float[] clips = [.. Enumerable.Range(0, Rows * columns).Select(_ => (float)rng.Below(2))];
        var size = Frames * config.Frame.Steps * config.Frame.Latent;
        var noise = Tensors.Normal(rng, Rows * size);
        int[] classes = config.Frame.Classes > 0 ? [1, config.Frame.Classes] : [];
        return (
            parameters,
            on => network.Loss(on.From(clips, Rows, columns), on.From(noise, Rows, size), Frames, classes));
    }

    private static VideoConfig Small(bool isExtended, bool moves, int classes = 0) => new()
    {
        Frame = new DrawConfig
        {
            Width = 5, Height = 4, Steps = 2, Size = 4, Latent = 3, Read = 2, Write = 3, LearnedPrior = true,
            CanvasFeedback = isExtended, Classes = classes,
        },
        Time = 3,
        Moves = moves,
    };

    private static IEnumerable<string> Names() => configs.Keys;
}
