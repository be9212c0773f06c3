using TorchSharp;

namespace RnnGen.Benchmarks;

/// <summary>
/// Measures one step of an LSTM network, token in, scores of the next token out: one row, one thread.
/// </summary>
/// <remarks>
/// All engines play the same weights, take turns in one process, and must agree on probabilities before
/// anything is timed.
/// </remarks>
public sealed class InferenceBenchmark
{
    /// <summary>The tokens of a performance: 388.</summary>
    public const int Tokens = 388;

    private const int AgreementSteps = 60;
    private const double Tolerance = 1e-4;

    private readonly int rounds;
    private readonly int[] tokens = new int[1024];

    /// <param name="rounds">How many turns each engine has.</param>
    public InferenceBenchmark(int rounds)
    {
        this.rounds = rounds;
        var rng = new Rng(1);
        for (var i = 0; i < tokens.Length; i++) tokens[i] = rng.Below(Tokens);
    }

    /// <summary>Measures all engines on one size of network.</summary>
    /// <exception cref="InvalidOperationException">An engine computes other probabilities.</exception>
    public IReadOnlyList<BenchmarkResult> Run(int layers, int hidden)
    {
        torch.set_num_threads(1);
        using var inference = torch.inference_mode();
        var engines = Engines(layers, hidden);
        try
        {
            LargestError = Math.Max(LargestError, CheckAgreement(engines));
            return StepRace.Run(
                engines, tokens, rounds,
                (engine, timer) => timer.Result("inference", engine.Name, layers, hidden, 1));
        }
        finally
        {
            foreach (var engine in engines) engine.Dispose();
        }
    }

    private static StepEngine[] Engines(int layers, int hidden)
    {
        var parameters = new ParameterSet(1);
        SequenceNetwork.Create(
            new SequenceConfig { Inputs = Tokens, Outputs = Tokens, Size = hidden, Layers = layers }, parameters);
        var weights = new Checkpoint();
        weights.Add(parameters);
        using var stream = new MemoryStream();
        weights.Write(stream);
        var bytes = stream.ToArray();
        return
        [
            new CoreEngine("rnngen", bytes, Tokens, hidden, layers),
            new StandardCoreEngine("rnngen-netstandard", bytes, Tokens, hidden, layers),
            new OnnxEngine("onnx-lstm", OnnxModels.Lstm(weights, Tokens, hidden, layers), Tokens),
            new OnnxEngine("onnx-matmul", OnnxModels.MatMul(weights, Tokens, hidden, layers), Tokens),
            new TorchCellEngine(weights, Tokens, hidden, layers),
            new TorchLstmEngine(weights, Tokens, hidden, layers),
            new ReadLimitEngine(Tokens, hidden, layers),
        ];
    }

    private double CheckAgreement(StepEngine[] engines)
    {
        var worst = 0.0;
        for (var i = 0; i < AgreementSteps; i++)
        {
            foreach (var engine in engines) engine.Step(tokens[i]);
            var expected = Softmax(engines[0].Logits);
            foreach (var engine in engines.Where(engine => engine is not ReadLimitEngine))
            {
                var found = Softmax(engine.Logits);
                var error = expected.Zip(found, (a, b) => Math.Abs(a - b)).Max() / expected.Max();
                if (!(error <= Tolerance)) throw new InvalidOperationException(
                    $"All engines must agree on probabilities within {Tolerance}, but {engine.Name} and "
                    + $"{engines[0].Name} differ by {error:E1} of the largest after {i + 1} steps.");
                worst = Math.Max(worst, error);
            }
        }

        return worst;
    }

    private static double[] Softmax(float[] logits)
    {
        var largest = logits.Max();
        var terms = Array.ConvertAll(logits, x => Math.Exp(x - largest));
        var sum = terms.Sum();
        return Array.ConvertAll(terms, x => x / sum);
    }

    /// <summary>
    /// Gets the largest difference of a probability between two engines so far, as a part of the largest
    /// probability.
    /// </summary>
    public double LargestError { get; private set; }
}
