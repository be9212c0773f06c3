namespace RnnGen.Training;

/// <summary>
/// Trains a network that draws, by the bound of Gregor et al. (2015): batches of pictures, each epoch in another
/// order.
/// </summary>
/// <remarks>
/// All chance comes from the seed, and the order of pictures from the seed and the number of the epoch, so that a
/// saved training goes on as if it had not been interrupted. All validations draw the same noise. Not safe for use by
/// several threads at once.
/// </remarks>
public sealed class ImageTrainer : Trainer
{
    private readonly DrawNetwork network;
    private readonly ImageConfig config;
    private readonly ImageSet training;
    private readonly ImageSet validation;
    private readonly DrawBatch batch;
    private readonly int rows;
    private int[] order;

    /// <summary>Initializes a training at its beginning.</summary>
    /// <param name="network">The network, whose weights are changed.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="config">The settings.</param>
    /// <param name="training">What is learned: at least one picture.</param>
    /// <param name="validation">What is measured, and never learned: at least one picture.</param>
    /// <param name="seed">Where chance starts.</param>
    /// <param name="engine">What computes gradients; whoever made it disposes of it.</param>
    public ImageTrainer(
        DrawNetwork network, ParameterSet parameters, ImageConfig config, ImageSet training, ImageSet validation,
        ulong seed, GradientEngine engine)
        : base(parameters, config, seed)
    {
        Engine = engine;
        this.network = network;
        this.config = config;
        this.training = training;
        this.validation = validation;
        rows = Math.Min(config.Batch, training.Count);
        batch = new DrawBatch(network, engine, rows);
        order = Shuffle(training.Count, ChanceOf(epoch: 0));
    }

    /// <inheritdoc/>
    public override TrainingStep Step()
    {
        if (IsEpochOver)
        {
            MoveTo(Epoch + 1, 0, []);
        }

        var indices = order.AsSpan(Window * rows, rows);
        var variation = new ImageVariation(config.Mirror, config.Shift, config.Recolour, network.Config.Wraps);
        batch.Fill(training, indices, variation, config.ClassDropout, Chance);
        var segments = Math.Min(config.Segments, network.Config.Steps);
        return Learn(
            gradients => segments > 1
                ? batch.Differentiate(segments, 1.0 / rows, gradients)
                : Engine.Differentiate(batch.Loss, 1.0 / rows, gradients),
            rows,
            out _);
    }

    internal override void MoveTo(int epoch, int window, float[] carried)
    {
        Epoch = epoch;
        Window = window;
        order = Shuffle(training.Count, ChanceOf(epoch));
    }

    private protected override double Measure()
    {
        Bound = DrawBound.Measure(network, validation, Engine, new Rng(Seed), config.Segments);
        return Bound.Nats;
    }

    /// <summary>Gets what the last validation measured, or null if there was none.</summary>
    public DrawBound? Bound { get; private set; }

    /// <inheritdoc/>
    public override GradientEngine Engine { get; }

    internal override float[] Carried => [];

    private protected override bool IsEpochOver => (Window + 1) * rows > training.Count;

    private protected override double EpochDone => (double)Window * rows / training.Count;
}
