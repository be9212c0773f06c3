namespace RnnGen.Training;

/// <summary>Represents a model that a training makes, and the data that it learns from.</summary>
internal abstract class Pupil
{
    /// <summary>Makes the model with its first weights.</summary>
    /// <param name="seed">Where random weights come from.</param>
    public abstract void Begin(ulong seed);

    /// <summary>Makes a file of the present model.</summary>
    public abstract Checkpoint ToCheckpoint();

    /// <summary>Writes something that the present model makes, beside its file.</summary>
    /// <param name="file">The file of the model.</param>
    /// <param name="seed">Where chance starts.</param>
    public abstract void WriteSample(string file, ulong seed);

    /// <summary>Makes what trains the model that has begun.</summary>
    /// <param name="seed">Where chance starts.</param>
    /// <param name="newEngine">Makes what computes gradients by a set of parameters.</param>
    public abstract Trainer Train(ulong seed, Func<ParameterSet, GradientEngine> newEngine);

    /// <summary>Gets the first word of the commands for such models, as "music".</summary>
    public abstract string Art { get; }

    /// <summary>Gets what the model learns from.</summary>
    public abstract LearnedData Data { get; }

    /// <summary>Gets what a loss is the mean of, as "token".</summary>
    public abstract string Unit { get; }

    /// <summary>Gets the parameters of the model that has begun.</summary>
    public abstract ParameterSet Parameters { get; }
}
