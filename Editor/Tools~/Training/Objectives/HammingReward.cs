namespace RnnGen.Training;

/// <summary>
/// Draws y from q(y | y*) ∝ exp(r(y, y*) / τ), where -r is the Hamming distance: reward-augmented maximum
/// likelihood (Norouzi et al., 2016).
/// </summary>
/// <remarks>
/// The number of replaced tokens of m is then Binomial(m, p), exactly, with p / (1 - p) = (V - 1)^(1 - 1/τ)
/// e^(-1/τ): each is replaced by itself with probability p, by any of the V - 1 others alike. As in the
/// authors' code, an edit costs 1 + ln(V - 1), so that τ near 1 is moderate for any V.
/// </remarks>
internal sealed class HammingReward : Reward
{
    private readonly int tokens;
    private readonly double share;

    /// <param name="tokens">The number V of different tokens.</param>
    /// <param name="temperature">τ, above 0.</param>
    public HammingReward(int tokens, double temperature)
    {
        this.tokens = tokens;
        share = ShareOf(tokens, temperature);
    }

    /// <summary>Computes the probability p that a token is replaced.</summary>
    public static double ShareOf(int tokens, double temperature)
    {
        var odds = Math.Exp((1 - 1 / temperature) * Math.Log(tokens - 1) - 1 / temperature);
        return tokens < 2 ? 0 : odds / (1 + odds);
    }

    public override int[] Draw(int[] truth, Rng rng)
    {
        return Array.ConvertAll(truth, token =>
        {
            if (rng.Uniform() >= share)
            {
                return token;
            }

            var other = rng.Below(tokens - 1);
            return other < token ? other : other + 1;
        });
    }
}
