namespace RnnGen.Training;

/// <summary>Trains a network on clips of videos.</summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
public abstract class ClipTrainer : ShuffledTrainer
{
    private readonly VideoSettings settings;
    private readonly ClipSet training;
    private readonly ClipBatch batch;

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
        : base(parameters, settings, training.Count, seed, engine)
    {
        this.settings = settings;
        this.training = training;
        batch = new ClipBatch(frame, engine, Rows, settings.Frames, noise);
    }

    private protected override TrainingStep StepOn(ReadOnlySpan<int> indices)
    {
        batch.Fill(training, indices, settings.ClassDropout, Chance);
        return Learn(
            gradients => Engine.Differentiate(on => batch.Loss(on, Loss), 1.0 / (Rows * settings.Frames), gradients),
            Rows * settings.Frames,
            out _);
    }

    /// <summary>Computes what clips cost, a column in nats.</summary>
    private protected abstract Tensor Loss(ClipShare clips);
}
