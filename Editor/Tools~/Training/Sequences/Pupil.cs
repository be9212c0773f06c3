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

    /// <summary>Makes the blueprint that settings ask for.</summary>
    protected static SequenceConfig NetworkOf(TrainingConfig config) => new()
    {
        Cell = config.Cell, Size = config.Size, Layers = config.Layers, Dropout = config.Dropout,
    };

    /// <summary>Makes the pieces to learn from, as the objective wants them.</summary>
    /// <exception cref="InvalidDataException">The reward is not one of tokens.</exception>
    protected static TokenCorpus Rewarded(TokenCorpus corpus, TrainingConfig config)
    {
        return config.Objective == "raml"
            ? new RewardedCorpus(corpus, Reward.ByName(config.Reward, corpus.TokenCount, config.RewardTemperature))
            : corpus;
    }

    /// <summary>Gets the settings with the sizes of a network that is there already.</summary>
    public static TrainingConfig WithSizes(TrainingConfig settings, SequenceNetwork of) => settings with
    {
        Cell = of.Config.Cell, Size = of.Config.Size, Layers = of.Config.Layers,
    };

    /// <summary>Gets the first word of the commands for such models, as "music".</summary>
    public abstract string Art { get; }

    /// <summary>Gets what a command says of the model, as " --codec score", or nothing.</summary>
    public abstract string Choice { get; }

    /// <summary>Gets how the pieces were split, in a few words.</summary>
    public abstract string Split { get; }

    /// <summary>Gets the number of pieces to learn from.</summary>
    public abstract int TrainingPieces { get; }

    /// <summary>Gets the number of pieces to validate with.</summary>
    public abstract int ValidationPieces { get; }

    /// <summary>Gets what is learned.</summary>
    public abstract TokenCorpus Training { get; }

    /// <summary>Gets what is measured, and never learned.</summary>
    public abstract TokenCorpus Validation { get; }

    /// <summary>Gets the network of the model that has begun.</summary>
    public abstract SequenceNetwork Network { get; }

    /// <summary>Gets its parameters.</summary>
    public abstract ParameterSet Parameters { get; }
}
