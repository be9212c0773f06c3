namespace RnnGen.Training;

/// <summary>
/// Trains a network of tokens, by maximum likelihood under teacher forcing or by an objective around that:
/// windows of contiguous streams, whose state is carried from window to window (truncated backpropagation
/// through time) and reset where a piece begins.
/// </summary>
/// <remarks>
/// All chance comes from the seed, and the order of pieces and their variations from the seed and the number
/// of the epoch, so that a saved training goes on as if it had not been interrupted. Not safe for use by
/// several threads at once.
/// </remarks>
public sealed class SequenceTrainer
{
    private readonly SequenceNetwork network;
    private readonly TrainingConfig config;
    private readonly TokenCorpus training;
    private readonly Schedule schedule;
    private readonly WeightVector gradients;
    private readonly TokenStreams validation;
    private readonly ScheduledSampling? sampling;
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
    {
        this.network = network;
        this.config = config;
        this.training = training;
        Seed = seed;
        Parameters = parameters;
        gradients = new WeightVector(parameters);
        Optimiser = Optimiser.ByName(config.Optimiser, parameters, config.Momentum, config.WeightDecay);
        Clipping = new Clipping(config.Clip, config.ClipBy);
        schedule = new Schedule(config.Schedule, config.WarmUp, config.Steps);
        Plateau = new Plateau(config.Patience, config.StopAfter);
        Chance = new Rng(seed);
        if (config.Objective == "professor-forcing")
        {
            var set = parameters.Extend(seed);
            var critic = new Critic(set, network.Config.Size + network.Config.Outputs, config.CriticSize);
            Engine = newEngine(set);
            Professor = new ProfessorForcing(
                network, parameters, set, critic, Engine, config.CriticWeight, config.CriticRate);
        }
        else
        {
            Engine = newEngine(parameters);
            sampling = config.Objective == "scheduled-sampling"
                ? new ScheduledSampling(
                    config.TruthDecay, config.TruthSteps, config.TruthLeast, config.Feedback == "argmax")
                : null;
        }

        var pieces = Enumerable.Range(0, validation.Count).Select(index => validation.Read(index, null));
        this.validation = TokenStreams.Pack(pieces, validation.StartToken, config.Batch);
        (streams, state) = Begin(epoch: 0);
    }

    /// <summary>Learns from the next window.</summary>
    public TrainingStep Step()
    {
        if (IsEpochOver)
        {
            Epoch++;
            Window = 0;
            (streams, state) = Begin(Epoch);
        }

        var first = Window * WindowSteps;
        var tokens = (long)WindowSteps * streams.Rows;
        state.Reseed(Chance);
        var loss = Differentiate(first, tokens);
        var rate = config.Rate * schedule.FactorAt(Optimiser.Steps, Plateau.RateFactor) * Clipping.RateFactor;
        if (Clipping.Apply(gradients))
        {
            Optimiser.Step(gradients, rate);
        }
        else
        {
            state.Reset();
        }

        Window++;
        Steps++;
        return new TrainingStep(loss, Clipping.Norm, rate, tokens);
    }

    /// <summary>
    /// Measures the network on the pieces for validation, and keeps its weights if it is the best so far.
    /// </summary>
    /// <returns>The mean of -log p over all tokens, in nats.</returns>
    public double Validate()
    {
        var carried = Carried;
        var heard = new SpreadState(network, Engine, validation.Rows);
        var sum = 0.0;
        for (var first = 0; first < validation.Length; first += config.Window)
        {
            var count = Math.Min(config.Window, validation.Length - first);
            sum += Engine.Evaluate(on => validation.Loss(network, heard, on, first, count), 1);
        }

        Carried = carried;
        var mean = sum / validation.Tokens;
        if (Plateau.IsBest(mean))
        {
            Best = WeightVector.Of(Parameters);
        }

        return mean;
    }

    /// <summary>
    /// Goes to a place in the data, as after so many windows of an epoch, with the state carried there.
    /// </summary>
    internal void MoveTo(int epoch, int window, float[] carried)
    {
        Epoch = epoch;
        Window = window;
        (streams, state) = Begin(epoch);
        Carried = carried;
    }

    private double Differentiate(int first, long tokens)
    {
        if (Professor is not null)
        {
            return Professor.Differentiate(streams, state, first, WindowSteps, gradients);
        }

        Func<Rng, Feeding>? feed = sampling is null ? null : chance => sampling.FeedingAt(Steps, chance);
        return Engine.Differentiate(
            on => streams.Loss(network, state, on, first, WindowSteps, feed), 1.0 / tokens, gradients);
    }

    private (TokenStreams Streams, SpreadState State) Begin(int epoch)
    {
        var rng = new Rng(unchecked(Seed * 1_000_003 + (ulong)epoch));
        var order = Enumerable.Range(0, training.Count).ToArray();
        for (var i = order.Length - 1; i > 0; i--)
        {
            var other = rng.Below(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        var pieces = order.Select(index => training.Read(index, rng));
        var cut = TokenStreams.Cut(pieces, training.StartToken, config.Batch, config.Window);
        return (cut, new SpreadState(network, Engine, cut.Rows, withDropout: true));
    }

    /// <summary>Gets the parameters that are trained.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>Gets the weights of the best validation, or null if there was none.</summary>
    public WeightVector? Best { get; internal set; }

    /// <summary>Gets the rule that follows the validations.</summary>
    public Plateau Plateau { get; }

    /// <summary>Gets the rule that keeps steps finite.</summary>
    public Clipping Clipping { get; }

    /// <summary>Gets what computes gradients; whoever made it disposes of it.</summary>
    public GradientEngine Engine { get; }

    /// <summary>Gets the number of steps, skipped ones too.</summary>
    public int Steps { get; internal set; }

    /// <summary>Gets how many times all pieces were heard.</summary>
    public int Epoch { get; private set; }

    /// <summary>Gets whether the settings say that training ends here.</summary>
    public bool IsOver => Plateau.IsOver || (Epoch + 1 >= config.Epochs && IsEpochOver)
        || (config.Steps > 0 && Optimiser.Steps >= config.Steps);

    /// <summary>Gets the share that is done of all epochs or steps, in [0, 1].</summary>
    public double Done => Math.Max(
        (Epoch + (double)Window * WindowSteps / streams.Length) / config.Epochs,
        config.Steps > 0 ? (double)Optimiser.Steps / config.Steps : 0);

    internal ulong Seed { get; }

    internal Optimiser Optimiser { get; }

    internal Rng Chance { get; }

    internal ProfessorForcing? Professor { get; }

    internal int Window { get; private set; }

    internal float[] Carried
    {
        get => state.Values;
        private set => state.Values = value;
    }

    private bool IsEpochOver => (Window + 1) * WindowSteps > streams.Length;

    private int WindowSteps => Math.Min(config.Window, streams.Length);
}
