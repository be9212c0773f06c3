namespace RnnGen.Training;

/// <summary>What a training of a model is asked for.</summary>
public sealed record TrainingOptions
{
    /// <summary>Gets the folders and files of data.</summary>
    public required IReadOnlyList<string> Data { get; init; }

    /// <summary>
    /// Gets the file of the model; what is needed to go on is written beside it, to OUT.train.
    /// </summary>
    public required string Out { get; init; }

    /// <summary>
    /// Gets where chance starts; null draws a seed, or takes that of the training that goes on.
    /// </summary>
    public ulong? Seed { get; init; }

    /// <summary>
    /// Gets the file of the model whose weights are the first, or null for random ones. Codec, alphabet or
    /// palette and all sizes of the network are then those of the model, whatever the settings say.
    /// </summary>
    public string? From { get; init; }

    /// <summary>Gets whether a saved training goes on.</summary>
    public bool Resume { get; init; }

    /// <summary>Gets the time after which training ends, or null if only the settings say so.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>Gets what computes gradients: one of <see cref="EngineChoice.Names"/>.</summary>
    public string Backend { get; init; } = "auto";

    /// <summary>Gets how many threads may work.</summary>
    public required int Threads { get; init; }
}
