namespace RnnGen.Training;

/// <summary>Trains a network that draws, by the bound of Gregor et al. (2015).</summary>
/// <remarks>All validations draw the same noise. Not safe for use by several threads at once.</remarks>
public sealed class ImageTrainer : ShuffledTrainer
{
    private readonly DrawNetwork network;
    private readonly ImageConfig config;
    private readonly ImageSet training;
    private readonly ImageSet validation;
    private readonly DrawBatch batch;

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
        : base(parameters, config, training.Count, seed, engine)
    {
        this.network = network;
        this.config = config;
        this.training = training;
        this.validation = validation;
        batch = new DrawBatch(network, engine, Rows);
    }

    private protected override TrainingStep StepOn(ReadOnlySpan<int> indices)
    {
        var variation = new ImageVariation(config.Mirror, config.Shift, config.Recolour, network.Config.Wraps);
        batch.Fill(training, indices, variation, config.ClassDropout, Chance);
        var segments = Math.Min(config.Segments, network.Config.Steps);
        return Learn(
            gradients => segments > 1
                ? batch.Differentiate(segments, 1.0 / Rows, gradients)
                : Engine.Differentiate(batch.Loss, 1.0 / Rows, gradients),
            Rows,
            out _);
    }

    private protected override double Measure()
    {
        Bound = DrawBound.Measure(network, validation, Engine, new Rng(Seed), config.Segments);
        return Bound.Nats;
    }

    /// <summary>Gets what the last validation measured, or null if there was none.</summary>
    public DrawBound? Bound { get; private set; }
}
