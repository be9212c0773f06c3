using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>
/// Pieces that are given as tokens, the last of which is never part of them: it begins each.
/// </summary>
internal sealed class TokenLists(int tokenCount, params int[][] pieces) : TokenCorpus
{
    public override int[] Read(int index, Rng? variation) => pieces[index];

    public override int Count => pieces.Length;

    public override int TokenCount => tokenCount;

    public override int StartToken => tokenCount - 1;

    /// <summary>Makes a trainer of a small network for these pieces.</summary>
    public SequenceTrainer Trainer(
        TrainingConfig config, TokenCorpus validation, GradientEngineOf engine,
        Action<SequenceNetwork>? tell = null)
    {
        return Trainer(this, config, validation, engine, tell);
    }

    /// <summary>Makes a trainer of a small network.</summary>
    public static SequenceTrainer Trainer(
        TokenCorpus training, TrainingConfig config, TokenCorpus validation, GradientEngineOf engine,
        Action<SequenceNetwork>? tell = null)
    {
        var network = new SequenceConfig
        {
            Cell = config.Cell,
            Inputs = training.TokenCount,
            Outputs = training.TokenCount,
            Size = config.Size,
            Layers = config.Layers,
            Dropout = config.Dropout,
        };
        var parameters = new ParameterSet(1);
        var made = SequenceNetwork.Create(network, parameters);
        tell?.Invoke(made);
        return new SequenceTrainer(made, parameters, config, training, validation, 5, set => engine(set));
    }

    /// <summary>Makes the engine for a set of parameters; whoever made it disposes of it.</summary>
    public delegate GradientEngine GradientEngineOf(ParameterSet parameters);
}
