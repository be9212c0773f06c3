namespace RnnGen.Training;

/// <summary>Trains a network that draws frame after frame, by its bound, through all frames of a clip.</summary>
/// <remarks>All validations read the same clips and draw the same noise.</remarks>
public sealed class VideoTrainer : ClipTrainer
{
    private readonly VideoNetwork network;
    private readonly VideoSettings settings;
    private readonly ClipSet validation;

    /// <summary>Initializes a training at its beginning.</summary>
    /// <param name="network">The network, whose weights are changed.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="training">What is learned: at least one video.</param>
    /// <param name="validation">What is measured, and never learned: at least one video.</param>
    /// <param name="seed">Where chance starts.</param>
    /// <param name="engine">What computes gradients; whoever made it disposes of it.</param>
    internal VideoTrainer(
        VideoNetwork network, ParameterSet parameters, VideoSettings settings, ClipSet training, ClipSet validation,
        ulong seed, GradientEngine engine)
        : base(
            parameters, settings, training, network.Config.Frame,
            network.Config.Frame.Steps * network.Config.Frame.Latent, seed, engine)
    {
        this.network = network;
        this.settings = settings;
        this.validation = validation;
    }

    private protected override Tensor Loss(ClipShare clips)
    {
        return network.Loss(clips.Frames, clips.Noise, settings.Frames, clips.Classes);
    }

    private protected override double Measure()
    {
        var count = Math.Min(settings.ValidClips, validation.Count);
        Bound = VideoBound.Measure(network, validation, count, settings.Frames, Engine, new Rng(Seed));
        return Bound.Nats;
    }

    /// <summary>Gets what the last validation measured, or null if there was none.</summary>
    public VideoBound? Bound { get; private set; }
}
