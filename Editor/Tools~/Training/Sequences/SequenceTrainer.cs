namespace RnnGen.Training;

/// <summary>
/// Trains a network of tokens, by maximum likelihood under teacher forcing or by an objective around that:
/// windows of contiguous streams, whose state is carried from window to window (truncated backpropagation
/// through time) and reset where a piece begins.
/// </summary>
/// <remarks>
/// Each token of an epoch is learned once: the last window is as long as what is left, and its gradient smaller by
/// as much, so that a token counts there what it counts elsewhere. What is reported is the mean of a token.
/// All chance comes from the seed, and the order of pieces and their variations from the seed and the number
/// of the epoch, so that a saved training goes on as if it had not been interrupted. Not safe for use by
/// several threads at once.
/// </remarks>
public sealed class SequenceTrainer : Trainer
{
    private readonly SequenceNetwork network;
    private readonly TrainingConfig config;
    private readonly TokenCorpus training;
    private readonly TokenStreams validation;
    private TokenStreams streams;
    private SpreadState state;

    /// <summary>Initializes a training at its beginning.</summary>
    /// <param name="network">The network, whose weights are changed.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="config">The settings.</param>
    /// <param name="training">What is learned: at least one token.</param>
    /// <param name="validation">What is measured, and never learned: at least one token.</param>
    /// <param name="seed">Where chance starts.</param>
    /// <param name="newEngine">
    /// Makes what computes gradients by a set of parameters: those of the network and, behind them, those that
    /// the objective adds.
    /// </param>
    public SequenceTrainer(
        SequenceNetwork network, ParameterSet parameters, TrainingConfig config, TokenCorpus training,
        TokenCorpus validation, ulong seed, Func<ParameterSet, GradientEngine> newEngine)
        : base(parameters, config, seed)
    {
        this.network = network;
        this.config = config;
        this.training = training;
        Objective = Objective.Of(config, network, parameters, seed, newEngine);
        var pieces = Enumerable.Range(0, validation.Count).Select(index => validation.Read(index, null));
        this.validation = TokenStreams.Pack(pieces, validation.StartToken, config.Batch);
        (streams, state) = Begin(epoch: 0);
    }

    /// <inheritdoc/>
    public override TrainingStep Step()
    {
        if (IsEpochOver)
        {
            Epoch++;
            Window = 0;
            (streams, state) = Begin(Epoch);
        }

        var first = Window * Stride;
        var count = Math.Min(WindowSteps, streams.Length - first);
        var again = WindowSteps - Stride;
        var overlap = new Overlap(Window == 0 ? 0 : again, first + count < streams.Length ? again : 0);
        var tokens = streams.CountTargets(first + overlap.Previous, count - overlap.Previous);
        state.Reseed(Chance);
        var step = Learn(
            gradients => Differentiate(first, count, overlap, tokens, gradients), tokens, out var hasMoved);
        if (!hasMoved)
        {
            state.Reset();
        }

        return step;
    }

    internal override void MoveTo(int epoch, int window, float[] carried)
    {
        Epoch = epoch;
        Window = window;
        (streams, state) = Begin(epoch);
        state.Values = carried;
    }

    private protected override double Measure()
    {
        var carried = state.Values;
        var heard = new SpreadState(network, Engine, validation.Rows);
        var sum = 0.0;
        for (var first = 0; first < validation.Length; first += config.Window)
        {
            var count = Math.Min(config.Window, validation.Length - first);
            sum += Engine.Evaluate(on => validation.Loss(network, heard, on, first, count), 1);
        }

        state.Values = carried;
        return sum / validation.Tokens;
    }

    private double Differentiate(int first, int count, Overlap overlap, long tokens, WeightVector gradients)
    {
        var whole = (long)(WindowSteps - overlap.Previous) * streams.Rows;
        var sum = Objective.Differentiate(streams, state, first, count, overlap, whole, Steps, gradients);
        return sum * ((double)whole / tokens);
    }

    private (TokenStreams Streams, SpreadState State) Begin(int epoch)
    {
        var rng = ChanceOf(epoch);
        var pieces = Shuffle(training.Count, rng).Select(index => training.Read(index, rng));
        var cut = TokenStreams.Cut(pieces, training.StartToken, config.Batch, config.Window);
        return (cut, new SpreadState(network, Engine, cut.Rows, withDropout: true));
    }

    /// <inheritdoc/>
    public override GradientEngine Engine => Objective.Engine;

    internal Objective Objective { get; }

    internal override ProfessorForcing? Professor => Objective as ProfessorForcing;

    internal override float[] Carried => state.Values;

    private protected override bool IsEpochOver =>
        Window > 0 && (Window - 1) * Stride + WindowSteps >= streams.Length;

    private protected override double EpochDone => Math.Min(1, (double)Window * Stride / streams.Length);

    private int WindowSteps => Math.Min(config.Window, streams.Length);

    private int Stride => config.Stride == 0 ? WindowSteps : Math.Min(config.Stride, WindowSteps);
}
