namespace RnnGen.Training;

/// <summary>
/// Represents professor forcing (Lamb et al., 2016): a network that hears itself is to behave so that a
/// critic cannot tell it from one that hears the truth.
/// </summary>
/// <remarks>
/// <para>
/// In each window a network runs twice from the same state: once it hears the truth (b), once itself (b̂).
/// The network minimises NLL + λ · E[-log D(b̂)], the critic E[-log D(b)] + E[-log(1 - D(b̂))]. What the
/// network says is a constant: gradients flow through its states and scores, and not through the draw. Each
/// loss moves its own weights only.
/// </para>
/// <para>
/// By a running mean of the critic's accuracy, the network heeds it above 75 % and the critic learns below
/// 99 %. Of a window, the state after the truth is carried on; where windows overlap, both runs go through a
/// whole window, and the likelihood counts each target once. As in the authors' code, the critic may watch
/// a network that learns by likelihood alone for a while, before it is heeded.
/// </para>
/// </remarks>
internal sealed class ProfessorForcing : Objective
{
    /// <summary>The accuracy above which a network heeds the critic.</summary>
    public const double HeedAbove = 0.75;

    /// <summary>The accuracy below which the critic learns.</summary>
    public const double LearnBelow = 0.99;

    private const double AccuracyDecay = 0.99;

    private readonly TrainingConfig config;
    private readonly SequenceNetwork network;
    private readonly Critic critic;
    private readonly WeightVector all;
    private readonly WeightVector own;

    /// <summary>Initializes the rule.</summary>
    /// <param name="config">The settings: how fast the critic learns, and when it is heeded.</param>
    /// <param name="network">The network.</param>
    /// <param name="students">Its parameters.</param>
    /// <param name="set">The parameters and, behind them, those of the critic.</param>
    /// <param name="critic">The critic.</param>
    /// <param name="engine">What computes gradients by the whole set.</param>
    public ProfessorForcing(
        TrainingConfig config, SequenceNetwork network, ParameterSet students, ParameterSet set, Critic critic,
        GradientEngine engine)
        : base(engine)
    {
        this.config = config;
        this.network = network;
        this.critic = critic;
        Parameters = set.From(students.Count);
        all = new WeightVector(set);
        own = all.From(students.Count);
        Optimiser = new Adam(Parameters);
    }

    /// <summary>Computes the gradient of a window by the network's weights, and lets the critic learn.</summary>
    /// <inheritdoc/>
    public override double Differentiate(
        TokenStreams streams, SpreadState state, int first, int count, Overlap overlap, long tokens, int step,
        WeightVector gradients)
    {
        var isHeeded = step >= config.CriticAfter && config.CriticWeight > 0 && Accuracy > HeedAbove;
        var shares = Engine.Backends.ToDictionary(on => on, _ => new Share());
        var sum = Engine.Differentiate(
            on => state.On(on) is { } part
                ? Watch(streams, part, first, count, overlap, isHeeded, shares[on])
                : null,
            1.0 / tokens, all);
        for (var i = 0; i < gradients.Count; i++)
        {
            all[i].CopyTo(gradients[i]);
        }

        Learn(shares, state, streams.Rows);
        return sum - shares.Values.Sum(share => share.Penalty) / tokens;
    }

    private Tensor Watch(
        TokenStreams streams, SpreadState.Part part, int first, int count, Overlap overlap, bool isHeeded,
        Share share)
    {
        var (row, rows) = (part.Share.First, part.Share.Count);
        var free = network.NewState(part.State.Backend, rows, part.Chance);
        var before = new float[part.State.Size];
        part.State.Save(before);
        free.Restore(before);
        share.Rows = rows;
        var behaviour = new List<Tensor>();
        var feeding = new Feeding(0, new SamplerOptions(), part.Chance!);
        var loss = streams.Loss(
            network, part.State, row, first, count, null,
            (hidden, scores) => share.Forced.Add(Values(hidden.Join(scores))), overlap);
        streams.Loss(
            network, free, row, first, count, feeding, (hidden, scores) => behaviour.Add(hidden.Join(scores)));
        share.Free.AddRange(behaviour.Select(Values));
        if (!isHeeded)
        {
            return loss;
        }

        // The loss is divided by all tokens that the window counts, and this counts once a row.
        var penalty = critic.Judge(behaviour).BernoulliLoss(Ones(part.State.Backend, rows, 1))
            .Scale((float)(config.CriticWeight * (count - overlap.Previous)));
        share.Penalty = Enumerable.Range(0, rows).Sum(r => (double)penalty.Row(r)[0]);
        return loss + penalty;
    }

    private void Learn(Dictionary<Backend, Share> shares, SpreadState state, int rows)
    {
        var right = 0;
        var isLearning = Accuracy < LearnBelow;
        Tensor? Judge(Backend on)
        {
            if (shares[on] is not { Forced.Count: > 0 } share)
            {
                return null;
            }

            // This window comes between two of the network, whose state is to live through it.
            state.On(on)!.State.Keep();
            var forced = critic.Judge(share.On(on, share.Forced));
            var free = critic.Judge(share.On(on, share.Free));
            Interlocked.Add(ref right, Enumerable.Range(0, forced.Rows).Sum(
                r => (forced.Row(r)[0] > 0 ? 1 : 0) + (free.Row(r)[0] > 0 ? 0 : 1)));
            return forced.BernoulliLoss(Ones(on, forced.Rows, 1)) + free.BernoulliLoss(on.New(free.Rows, 1));
        }

        if (isLearning)
        {
            Engine.Differentiate(Judge, 1.0 / rows, all);

            // A critic that is not finite would never learn again, and could not be saved.
            if (double.IsFinite(own.Norm()))
            {
                Optimiser.Step(own, config.CriticRate);
            }
        }
        else
        {
            Engine.Evaluate(Judge, 1.0 / rows);
        }

        LastAccuracy = right / (2.0 * rows);
        Accuracy = AccuracyDecay * Accuracy + (1 - AccuracyDecay) * LastAccuracy;
    }

    private static Tensor Ones(Backend on, int rows, int columns) => on.New(rows, columns).Scale(0, 1);

    private static float[] Values(Tensor tensor)
    {
        var values = new float[tensor.Rows * tensor.Columns];
        for (var r = 0; r < tensor.Rows; r++)
        {
            tensor.Row(r).CopyTo(values.AsSpan(r * tensor.Columns));
        }

        return values;
    }

    /// <summary>Gets the critic's parameters.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>Gets what moves them.</summary>
    public Optimiser Optimiser { get; }

    /// <summary>Gets the running mean of the critic's accuracy, in [0, 1]; ½ at first.</summary>
    public double Accuracy { get; internal set; } = 0.5;

    /// <summary>Gets the accuracy in the last window.</summary>
    public double LastAccuracy { get; private set; }

    /// <summary>What was watched in the rows of one backend, as numbers: the critic's gradient ends there.</summary>
    private sealed class Share
    {
        public IReadOnlyList<Tensor> On(Backend on, List<float[]> steps)
        {
            return [.. steps.Select(step => on.From(step, Rows, step.Length / Rows))];
        }

        public List<float[]> Forced { get; } = [];

        public List<float[]> Free { get; } = [];

        public double Penalty { get; set; }

        public int Rows { get; set; }
    }
}
