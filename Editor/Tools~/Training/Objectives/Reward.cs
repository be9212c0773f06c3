namespace RnnGen.Training;

/// <summary>
/// Represents the distribution of sequences around the true one that reward-augmented maximum likelihood
/// learns in its place.
/// </summary>
internal abstract class Reward
{
    /// <summary>Makes the reward of a name for tokens.</summary>
    /// <param name="name">"hamming" or "edit".</param>
    /// <param name="tokens">The number of different tokens.</param>
    /// <param name="temperature">τ, above 0.</param>
    public static Reward ByName(string name, int tokens, double temperature) => name switch
    {
        "hamming" => new HammingReward(tokens, temperature),
        "edit" => new EditReward(tokens, temperature),
        _ => throw new InvalidDataException($"A reward of tokens must be hamming or edit, but is '{name}'."),
    };

    /// <summary>Draws a sequence.</summary>
    /// <param name="truth">The true one, which is not changed.</param>
    /// <param name="rng">Where chance comes from.</param>
    public abstract int[] Draw(int[] truth, Rng rng);
}
