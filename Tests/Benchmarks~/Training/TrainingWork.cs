namespace RnnGen.Benchmarks;

/// <summary>One step of training that several engines do: the same weights, inputs and loss.</summary>
internal abstract class TrainingWork
{
    /// <summary>Makes the weights to begin with, and what the step reads.</summary>
    public abstract Checkpoint Make();

    /// <summary>Prepares the step in this library.</summary>
    /// <param name="file">What <see cref="Make"/> made.</param>
    /// <param name="threads">How many threads may work.</param>
    public abstract ITrainer Native(Checkpoint file, int threads);

    /// <summary>Prepares the step as TorchSharp's users write it.</summary>
    /// <param name="file">What <see cref="Make"/> made.</param>
    public abstract ITrainer Torch(Checkpoint file);

    /// <summary>
    /// Gets a work by its words: "lstm" layers units batch window, "draw" steps batch, or "ntm" steps batch.
    /// </summary>
    public static TrainingWork Parse(string[] words)
    {
        var sizes = Array.ConvertAll(words[1..], int.Parse);
        return words[0] switch
        {
            "lstm" => new LstmWork(sizes[0], sizes[1], sizes[2], sizes[3]),
            "draw" => new DrawWork(sizes[0], sizes[1]),
            "ntm" => new NtmWork(sizes[0], sizes[1]),
            _ => throw new ArgumentException($"A work must be lstm, draw or ntm, but was '{words[0]}'."),
        };
    }
}

/// <summary>One engine that trains.</summary>
internal interface ITrainer : IDisposable
{
    /// <summary>Takes a step.</summary>
    /// <returns>The loss before it.</returns>
    double Step();
}
