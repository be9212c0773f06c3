namespace RnnGen.Training;

/// <summary>The settings that decide how weights are learned, whatever the network.</summary>
public interface ILearningConfig
{
    /// <summary>Gets how many examples or streams a step learns from, side by side.</summary>
    int Batch { get; }

    /// <summary>
    /// Gets what moves the weights: "sgd", "rmsprop", "adam", "adamw" or "muon", which needs fewer, longer steps.
    /// </summary>
    string Optimiser { get; }

    /// <summary>Gets the momentum of "sgd" and "rmsprop".</summary>
    double Momentum { get; }

    /// <summary>Gets the share, times the rate, by which "adamw" and "muon" shrink matrices at each step.</summary>
    double WeightDecay { get; }

    /// <summary>Gets the learning rate, after the warm-up.</summary>
    double Rate { get; }

    /// <summary>Gets the steps over which the rate rises from 0.</summary>
    int WarmUp { get; }

    /// <summary>Gets what the rate does then: see <see cref="RnnGen.Training.Schedule"/>.</summary>
    string Schedule { get; }

    /// <summary>Gets the steps after which training ends, at most; 0 sets no end.</summary>
    int Steps { get; }

    /// <summary>Gets the norm or value to which gradients are clipped.</summary>
    double Clip { get; }

    /// <summary>Gets what is clipped: see <see cref="Clipping"/>.</summary>
    string ClipBy { get; }

    /// <summary>Gets the steps between two validations.</summary>
    int ValidateEvery { get; }

    /// <summary>Gets the validations without a new best after which "plateau" halves the rate.</summary>
    int Patience { get; }

    /// <summary>Gets the validations without a new best after which training ends.</summary>
    int StopAfter { get; }

    /// <summary>Gets how many times all examples are seen, at most.</summary>
    int Epochs { get; }
}
