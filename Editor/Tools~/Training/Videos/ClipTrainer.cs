namespace RnnGen.Training;

/// <summary>Trains a network on clips: batches of videos, each epoch in another order.</summary>
/// <remarks>
/// All chance comes from the seed, and the order of videos from the seed and the number of the epoch, so that a saved
/// training goes on as if it had not been interrupted. Not safe for use by several threads at once.
/// </remarks>
public abstract class ClipTrainer : Trainer
{
    private readonly VideoSettings settings;
    private readonly ClipSet training;
    private readonly ClipBatch batch;
    private readonly int rows;
    private int[] order;

    /// <param name="parameters">The parameters that are trained.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="training">What is learned.</param>
    /// <param name="frame">The blueprint of a frame.</param>
    /// <param name="noise">The numbers of noise of a frame.</param>
    /// <param name="seed">Where chance starts.</param>
    /// <param name="engine">What computes gradients; whoever made it disposes of it.</param>
    private protected ClipTrainer(
        ParameterSet parameters, VideoSettings settings, ClipSet training, DrawConfig frame, int noise, ulong seed,
        GradientEngine engine)
        : base(parameters, settings, seed)
    {
        Engine = engine;
        this.settings = settings;
        this.training = training;
        rows = Math.Min(settings.Batch, training.Count);
        batch = new ClipBatch(frame, engine, rows, settings.Frames, noise);
        order = Shuffle(training.Count, ChanceOf(epoch: 0));
    }

    /// <inheritdoc/>
    public override TrainingStep Step()
    {
        if (IsEpochOver)
        {
            MoveTo(Epoch + 1, 0, []);
        }

        batch.Fill(training, order.AsSpan(Window * rows, rows), settings.ClassDropout, Chance);
        return Learn(
            gradients => Engine.Differentiate(on => batch.Loss(on, Loss), 1.0 / (rows * settings.Frames), gradients),
            rows * settings.Frames,
            out _);
    }

    internal override void MoveTo(int epoch, int window, float[] carried)
    {
        Epoch = epoch;
        Window = window;
        order = Shuffle(training.Count, ChanceOf(epoch));
    }

    /// <summary>Computes what clips cost, a column in nats.</summary>
    private protected abstract Tensor Loss(ClipShare clips);

    /// <inheritdoc/>
    public override GradientEngine Engine { get; }

    internal override float[] Carried => [];

    private protected override bool IsEpochOver => (Window + 1) * rows > training.Count;

    private protected override double EpochDone => (double)Window * rows / training.Count;
}
