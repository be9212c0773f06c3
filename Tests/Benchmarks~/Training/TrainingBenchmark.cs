using RnnGen.Training;
using TorchSharp;

namespace RnnGen.Benchmarks;

/// <summary>
/// Measures one step of training an LSTM network of 388 tokens: forward, backward and Adam over a window of a
/// batch.
/// </summary>
/// <remarks>
/// This library's trainer and torch.nn.LSTM begin with the same weights, read the same tokens step by step in
/// turn, and must report the same loss. The network is the same, too: both read one-hot tokens.
/// </remarks>
public sealed class TrainingBenchmark
{
    private const int Tokens = InferenceBenchmark.Tokens;
    private const double Rate = 1e-3;
    private const double Tolerance = 1e-3;

    private readonly int layers;
    private readonly int hidden;
    private readonly int batch;
    private readonly int window;
    private readonly int[] music;

    /// <param name="layers">The layers.</param>
    /// <param name="hidden">The units of each layer.</param>
    /// <param name="batch">The rows of a batch.</param>
    /// <param name="window">The tokens of each row in a step.</param>
    public TrainingBenchmark(int layers, int hidden, int batch, int window)
    {
        this.layers = layers;
        this.hidden = hidden;
        this.batch = batch;
        this.window = window;
        var rng = new Rng(1);
        music = Enumerable.Range(0, batch * window).Select(_ => rng.Below(Tokens)).ToArray();
    }

    /// <summary>Measures both engines.</summary>
    /// <param name="threads">How many threads libtorch may use.</param>
    /// <param name="steps">How many steps are measured, after one that is not.</param>
    /// <param name="progress">Is told the number of steps done.</param>
    /// <exception cref="InvalidOperationException">The engines report different losses.</exception>
    public IReadOnlyList<BenchmarkResult> Run(int threads, int steps, Action<int> progress)
    {
        var parameters = new ParameterSet(1);
        var config = new SequenceConfig { Inputs = Tokens, Outputs = Tokens, Size = hidden, Layers = layers };
        var network = SequenceNetwork.Create(config, parameters);
        var weights = new Checkpoint();
        weights.Add(parameters);
        using var gradients = new TapeGradients(parameters, threads);
        var trainer = NewTrainer(network, parameters, gradients);
        using var torchLstm = new TorchLstmTrainer(weights, music, hidden, layers, batch, Rate);
        StepTimer[] timers = [new(1, 0), new(1, 0)];
        for (var step = 0; step <= steps; step++)
        {
            if (step == 1) timers = [new(1, 0), new(1, 0)];
            double own = 0, other = 0;
            timers[0].Run(_ => own = trainer.Step().Loss);
            timers[1].Run(_ => other = torchLstm.Step());
            if (!(Math.Abs(own - other) <= Tolerance * other)) throw new InvalidOperationException(
                $"Both engines must report the same loss at step {step + 1}, but they report {own} and {other}.");
            progress(step + 1);
        }

        return
        [
            timers[0].Result("training", "rnngen", layers, hidden, threads),
            timers[1].Result("training", "torch-lstm", layers, hidden, threads),
        ];
    }

    private SequenceTrainer NewTrainer(SequenceNetwork network, ParameterSet parameters, GradientEngine gradients)
    {
        // What torch's plain step lacks is made without effect: clipping, warm-up, dropout.
        var config = new TrainingConfig
        {
            Batch = batch,
            Window = window,
            Rate = Rate,
            WarmUp = 0,
            Clip = 1e9,
            Dropout = 0,
            Epochs = int.MaxValue,
        };
        var corpus = new OnePiece(music);
        return new SequenceTrainer(network, parameters, config, corpus, corpus, 1, gradients);
    }

    /// <summary>Gets the number of tokens that a step learns from.</summary>
    public int TokensPerStep => batch * window;

    /// <summary>Tokens that fill one window of a batch, so that each step hears the same.</summary>
    private sealed class OnePiece(int[] tokens) : TokenCorpus
    {
        public override int[] Read(int index, Rng? variation) => tokens;

        public override int Count => 1;

        public override int TokenCount => Tokens;

        public override int StartToken => 0;
    }
}
