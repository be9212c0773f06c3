namespace RnnGen.Training;

/// <summary>
/// Represents a training that goes on step by step: gradients, clipping, the optimiser and its schedule, and
/// the weights of the best validation.
/// </summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
public abstract class Trainer
{
    private readonly ILearningConfig config;
    private readonly Schedule schedule;
    private readonly WeightVector gradients;

    private protected Trainer(ParameterSet parameters, ILearningConfig config, ulong seed)
    {
        this.config = config;
        Seed = seed;
        Parameters = parameters;
        gradients = new WeightVector(parameters);
        Optimiser = Optimiser.ByName(config.Optimiser, parameters, config.Momentum, config.WeightDecay);
        Clipping = new Clipping(config.Clip, config.ClipBy);
        schedule = new Schedule(config.Schedule, config.WarmUp, config.Steps);
        Plateau = new Plateau(config.Patience, config.StopAfter);
        Chance = new Rng(seed);
    }

    /// <summary>Learns from the next window or batch.</summary>
    public abstract TrainingStep Step();

    /// <summary>
    /// Measures the network on what is kept apart for validation, and keeps its weights if it is the best so
    /// far.
    /// </summary>
    /// <returns>The mean loss in nats.</returns>
    public double Validate()
    {
        var mean = Measure();
        if (Plateau.IsBest(mean))
        {
            Best = WeightVector.Of(Parameters);
        }

        return mean;
    }

    /// <summary>
    /// Goes to a place in the data, as after so many windows of an epoch, with the state carried there.
    /// </summary>
    internal abstract void MoveTo(int epoch, int window, float[] carried);

    /// <summary>Computes the mean loss on what is kept apart, in nats.</summary>
    private protected abstract double Measure();

    /// <summary>Moves the weights by the gradient of a window, unless it is not finite.</summary>
    /// <param name="differentiate">Computes the mean loss and its gradient.</param>
    /// <param name="count">The number of tokens or pictures of the window.</param>
    /// <param name="hasMoved">Whether it was finite.</param>
    private protected TrainingStep Learn(Func<WeightVector, double> differentiate, long count, out bool hasMoved)
    {
        var loss = differentiate(gradients);
        var rate = config.Rate * schedule.FactorAt(Optimiser.Steps, Plateau.RateFactor) * Clipping.RateFactor;
        hasMoved = Clipping.Apply(gradients);
        if (hasMoved)
        {
            Optimiser.Step(gradients, rate, Engine);
        }

        Window++;
        Steps++;
        return new TrainingStep(loss, Clipping.Norm, rate, count);
    }

    /// <summary>Gets the source of all chance of an epoch that depends on nothing before it.</summary>
    private protected Rng ChanceOf(int epoch) => new(unchecked(Seed * 1_000_003 + (ulong)epoch));

    /// <summary>Gets the numbers from 0 to count - 1, shuffled.</summary>
    private protected static int[] Shuffle(int count, Rng rng)
    {
        var order = Enumerable.Range(0, count).ToArray();
        rng.Shuffle<int>(order);
        return order;
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
    public abstract GradientEngine Engine { get; }

    /// <summary>Gets the number of steps, skipped ones too.</summary>
    public int Steps { get; internal set; }

    /// <summary>Gets how many times all examples were seen.</summary>
    public int Epoch { get; private protected set; }

    /// <summary>Gets whether the settings say that training ends here.</summary>
    public bool IsOver => Plateau.IsOver || (Epoch + 1 >= config.Epochs && IsEpochOver)
        || (config.Steps > 0 && Optimiser.Steps >= config.Steps);

    /// <summary>Gets the share that is done of all epochs or steps, in [0, 1].</summary>
    public double Done => Math.Max(
        (Epoch + EpochDone) / config.Epochs,
        config.Steps > 0 ? (double)Optimiser.Steps / config.Steps : 0);

    internal ulong Seed { get; }

    internal Optimiser Optimiser { get; }

    internal Rng Chance { get; }

    internal virtual ProfessorForcing? Professor => null;

    /// <summary>Gets how many windows or batches of the epoch were learned.</summary>
    internal int Window { get; private protected set; }

    /// <summary>Gets what the network remembers from window to window; empty for examples of their own.</summary>
    internal abstract float[] Carried { get; }

    private protected abstract bool IsEpochOver { get; }

    /// <summary>Gets the share that is done of this epoch, in [0, 1].</summary>
    private protected abstract double EpochDone { get; }
}
