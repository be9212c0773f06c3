namespace RnnGen.Training;

/// <summary>Trains on batches of examples that stand alone, each epoch in another order.</summary>
/// <remarks>
/// All chance comes from the seed, and the order from the seed and the number of the epoch, so that a saved training
/// goes on as if it had not been interrupted. What does not fill a batch at the end of an epoch is left out of it.
/// Not safe for use by several threads at once.
/// </remarks>
public abstract class ShuffledTrainer : Trainer
{
    private readonly int count;
    private int[] order;

    /// <param name="parameters">The parameters that are trained.</param>
    /// <param name="config">The settings.</param>
    /// <param name="count">The number of examples, at least 1.</param>
    /// <param name="seed">Where chance starts.</param>
    /// <param name="engine">What computes gradients; whoever made it disposes of it.</param>
    private protected ShuffledTrainer(
        ParameterSet parameters, ILearningConfig config, int count, ulong seed, GradientEngine engine)
        : base(parameters, config, seed)
    {
        this.count = count;
        Engine = engine;
        Rows = Math.Min(config.Batch, count);
        order = Shuffle(count, ChanceOf(epoch: 0));
    }

    /// <inheritdoc/>
    public override TrainingStep Step()
    {
        if (IsEpochOver)
        {
            MoveTo(Epoch + 1, 0, []);
        }

        return StepOn(order.AsSpan(Window * Rows, Rows));
    }

    internal override void MoveTo(int epoch, int window, float[] carried)
    {
        Epoch = epoch;
        Window = window;
        order = Shuffle(count, ChanceOf(epoch));
    }

    /// <summary>Learns from some examples.</summary>
    private protected abstract TrainingStep StepOn(ReadOnlySpan<int> indices);

    /// <inheritdoc/>
    public override GradientEngine Engine { get; }

    /// <summary>Gets the examples of a batch.</summary>
    private protected int Rows { get; }

    internal override float[] Carried => [];

    private protected override bool IsEpochOver => (Window + 1) * Rows > count;

    private protected override double EpochDone => (double)Window * Rows / count;
}
