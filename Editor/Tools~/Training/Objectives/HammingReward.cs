namespace RnnGen.Training;

/// <summary>
/// Draws y from q(y | y*) ∝ exp(r(y, y*) / τ), where -r is the Hamming distance: reward-augmented maximum
/// likelihood (Norouzi et al., 2016).
/// </summary>
/// <remarks>
/// The number of replaced tokens of m is then Binomial(m, p), exactly, with p / (1 - p) = (V - 1)^(1 - 1/τ)
/// e^(-1/τ): each is replaced by itself with probability p, by any of the V - 1 others alike. As in the
/// authors' code, an edit costs 1 + ln(V - 1), so that τ near 1 is moderate for any V. V are the tokens that may
/// stand in the place of a token (<see cref="TokenCorpus.AlternativesOf"/>): bars and time stay what they are.
/// </remarks>
internal sealed class HammingReward : Reward
{
    private readonly (int First, int Count, double Share)[] tokens;

    /// <param name="tokens">The number V of different tokens, each of which may stand for any.</param>
    /// <param name="temperature">τ, above 0.</param>
    public HammingReward(int tokens, double temperature)
        : this([.. Enumerable.Repeat((0, tokens), tokens)], temperature)
    {
    }

    /// <param name="alternatives">The tokens that may stand in the place of each: the first, and their number.</param>
    /// <param name="temperature">τ, above 0.</param>
    public HammingReward(IReadOnlyList<(int First, int Count)> alternatives, double temperature)
    {
        tokens = [.. alternatives.Select(some => (some.First, some.Count, ShareOf(some.Count, temperature)))];
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
            var (first, count, share) = tokens[token];
            if (rng.Uniform() >= share)
            {
                return token;
            }

            var other = first + rng.Below(count - 1);
            return other < token ? other : other + 1;
        });
    }
}
