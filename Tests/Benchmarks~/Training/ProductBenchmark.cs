using TorchSharp;

namespace RnnGen.Benchmarks;

/// <summary>
/// Measures products of matrices as recurrent nets learn with, beside all that one core can multiply and add.
/// </summary>
/// <remarks>
/// Y = (X W) U at each of four times, with X [rows, inputs] and W [inputs, units], and the slopes of all sums of Y by W
/// and U: five products of one size a time. Engines take turns in one process, and must agree on the sum and on slopes.
/// </remarks>
public sealed class ProductBenchmark
{
    /// <summary>The times at which the same weights are used.</summary>
    internal const int Times = 4;

    private const double Tolerance = 1e-3;

    private readonly int rounds;

    /// <param name="rounds">How many turns each engine has.</param>
    public ProductBenchmark(int rounds)
    {
        this.rounds = rounds;
    }

    /// <summary>Measures all engines on one size.</summary>
    /// <param name="name">Which net has it.</param>
    /// <param name="rows">The rows of a batch.</param>
    /// <param name="inputs">The inputs of a product.</param>
    /// <param name="units">Its outputs.</param>
    /// <exception cref="InvalidOperationException">The engines do not agree.</exception>
    public IReadOnlyList<BenchmarkResult> Run(string name, int rows, int inputs, int units)
    {
        torch.set_num_threads(1);
        var parameters = new ParameterSet(1);
        var w = parameters.Matrix("w", inputs, units);
        var u = parameters.Matrix("u", units, inputs);
        var rng = new Rng(2);
        var x = Enumerable.Range(0, Times)
            .Select(_ => Enumerable.Range(0, rows * inputs).Select(_ => rng.Normal()).ToArray())
            .ToArray();
        StepEngine[] engines =
        [
            new OwnProducts(parameters, w, u, x),
            new TorchProducts(parameters, x, rows),
            new PeakEngine(5L * Times * rows * inputs * units),
        ];
        try
        {
            CheckAgreement(engines[0], engines[1]);
            var timers = Array.ConvertAll(engines, _ => new StepTimer(steps: 3, warm: 1));
            for (var round = 0; round < rounds; round++)
            {
                for (var i = 0; i < engines.Length; i++)
                {
                    timers[i].Run(engines[i].Step);
                }
            }

            return [.. engines.Zip(
                timers,
                (engine, timer) => timer.Result($"{name}: {rows} x {inputs} x {units}", engine.Name, 0, 0, 1))];
        }
        finally
        {
            foreach (var engine in engines) engine.Dispose();
        }
    }

    private static void CheckAgreement(StepEngine own, StepEngine other)
    {
        own.Step(0);
        other.Step(0);
        var scale = own.Logits.Max(Math.Abs);
        var error = Difference.Largest(own.Logits, other.Logits) / scale;
        if (!(error <= Tolerance)) throw new InvalidOperationException(
            $"All engines must compute the same within {Tolerance} of the largest, but {own.Name} and {other.Name} "
            + $"differ by {error:E1}.");
    }
}
