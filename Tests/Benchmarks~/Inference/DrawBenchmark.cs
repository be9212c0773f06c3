using TorchSharp;

namespace RnnGen.Benchmarks;

/// <summary>Measures DRAW painting one image of 28 x 28, with all its steps: one row, one thread.</summary>
/// <remarks>
/// All engines have the same weights and the same chance, take turns in one process, and must agree on the canvas
/// before anything is timed.
/// </remarks>
public sealed class DrawBenchmark
{
    /// <summary>The pictures that are painted, over and over.</summary>
    internal const int Pictures = 64;

    private const double Tolerance = 1e-3;

    private readonly int rounds;

    /// <param name="rounds">How many turns each engine has.</param>
    public DrawBenchmark(int rounds)
    {
        this.rounds = rounds;
    }

    /// <summary>Measures all engines with a number of steps.</summary>
    /// <exception cref="InvalidOperationException">An engine paints another picture.</exception>
    public IReadOnlyList<BenchmarkResult> Run(int steps)
    {
        torch.set_num_threads(1);
        using var inference = torch.inference_mode();
        var config = new DrawConfig { Steps = steps };
        var model = DrawModel.Create(config, 1);
        var weights = model.ToCheckpoint();
        var noise = Enumerable.Range(0, Pictures)
            .Select(seed => new PaintNoise(config, (ulong)seed).Values.ToArray())
            .ToArray();
        StepEngine[] engines =
        [
            new CoreDrawEngine(model, noise),
            new OnnxDrawEngine(OnnxDraw.Write(weights, config), noise, config),
            new TorchDrawEngine(weights, noise, config),
        ];
        try
        {
            CheckAgreement(engines);
            return StepRace.Run(
                engines, [.. Enumerable.Range(0, Pictures)], rounds,
                (engine, timer) => timer.Result($"a picture in {steps} steps", engine.Name, 0, 0, 1));
        }
        finally
        {
            foreach (var engine in engines) engine.Dispose();
        }
    }

    private void CheckAgreement(StepEngine[] engines)
    {
        for (var picture = 0; picture < Pictures; picture++)
        {
            foreach (var engine in engines)
            {
                engine.Step(picture);
                var error = Difference.Largest(engine.Logits, engines[0].Logits);
                if (!(error <= Tolerance)) throw new InvalidOperationException(
                    $"All engines must paint the same canvas within {Tolerance}, but {engine.Name} and "
                    + $"{engines[0].Name} differ by {error:E1}.");
                LargestError = Math.Max(LargestError, error);
            }
        }
    }

    /// <summary>Gets the largest difference of a canvas between two engines so far, in logits.</summary>
    public double LargestError { get; private set; }
}
