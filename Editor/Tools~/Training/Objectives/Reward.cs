namespace RnnGen.Training;

/// <summary>
/// Represents the distribution of sequences around the true one that reward-augmented maximum likelihood
/// learns in its place.
/// </summary>
internal abstract class Reward
{
    /// <summary>Makes the reward of a name for tokens.</summary>
    /// <param name="name">"hamming" or "edit".</param>
    /// <param name="corpus">The pieces, which know what tokens there are.</param>
    /// <param name="temperature">τ, above 0.</param>
    public static Reward ByName(string name, TokenCorpus corpus, double temperature)
    {
        (int, int)[] alternatives = [.. Enumerable.Range(0, corpus.TokenCount).Select(corpus.AlternativesOf)];
        return name switch
        {
            "hamming" => new HammingReward(alternatives, temperature),
            "edit" => new EditReward(alternatives, temperature),
            _ => throw new InvalidDataException($"A reward of tokens must be hamming or edit, but is '{name}'."),
        };
    }

    /// <summary>Draws a sequence.</summary>
    /// <param name="truth">The true one, which is not changed.</param>
    /// <param name="rng">Where chance comes from.</param>
    public abstract int[] Draw(int[] truth, Rng rng);
}
