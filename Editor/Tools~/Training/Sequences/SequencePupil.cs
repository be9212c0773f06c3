namespace RnnGen.Training;

/// <summary>Represents a model of tokens that a training makes.</summary>
internal abstract class SequencePupil : Pupil
{
    /// <param name="config">The settings.</param>
    protected SequencePupil(TrainingConfig config)
    {
        Config = config;
    }

    public override Trainer Train(ulong seed, Func<ParameterSet, GradientEngine> newEngine)
    {
        return new SequenceTrainer(Network, Parameters, Config, Training, Validation, seed, newEngine);
    }

    /// <summary>Makes the blueprint that settings ask for.</summary>
    protected SequenceConfig MakeBlueprint() => new()
    {
        Cell = Config.Cell, Size = Config.Size, Layers = Config.Layers, Dropout = Config.Dropout,
    };

    /// <summary>Makes the pieces to learn from, as the objective wants them.</summary>
    /// <exception cref="InvalidDataException">The reward is not one of tokens.</exception>
    protected TokenCorpus Rewarded(TokenCorpus corpus)
    {
        return Config.Objective == "raml"
            ? new RewardedCorpus(corpus, Reward.ByName(Config.Reward, corpus, Config.RewardTemperature))
            : corpus;
    }

    /// <summary>Gets the settings with the sizes of a network that is there already.</summary>
    public static TrainingConfig WithSizes(TrainingConfig settings, SequenceNetwork of) => settings with
    {
        Cell = of.Config.Cell, Size = of.Config.Size, Layers = of.Config.Layers,
    };

    public override string Unit => "token";

    /// <summary>Gets what is learned.</summary>
    public abstract TokenCorpus Training { get; }

    /// <summary>Gets what is measured, and never learned.</summary>
    public abstract TokenCorpus Validation { get; }

    /// <summary>Gets the network of the model that has begun.</summary>
    public abstract SequenceNetwork Network { get; }

    protected TrainingConfig Config { get; }
}
