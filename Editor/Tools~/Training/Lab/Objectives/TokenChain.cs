namespace RnnGen.Training;

/// <summary>Represents a Markov chain of order two over a few tokens, of which everything is known.</summary>
internal sealed class TokenChain
{
    // How often all of it is passed on, to find how often each context comes.
    private const int Mixing = 2000;

    private readonly double[][] next;
    private readonly int tokens;

    /// <param name="tokens">The number of different tokens.</param>
    /// <param name="rng">Where its probabilities come from; a few of each context are large.</param>
    public TokenChain(int tokens, Rng rng)
    {
        this.tokens = tokens;
        next =
        [
            .. Enumerable.Range(0, tokens * tokens).Select(_ =>
            {
                var weights = Enumerable.Range(0, tokens).Select(_ => Math.Pow(rng.Uniform(), 4) + 1e-3).ToArray();
                return weights.Select(weight => weight / weights.Sum()).ToArray();
            }),
        ];
    }

    /// <summary>Draws a walk, which begins in any context.</summary>
    public int[] Walk(int length, Rng rng)
    {
        var walk = new int[length];
        for (var t = 0; t < length; t++)
        {
            walk[t] = t < 2 ? rng.Below(tokens) : Draw(next[(walk[t - 2] * tokens) + walk[t - 1]], rng);
        }

        return walk;
    }

    /// <summary>Gets the probability of a token behind two others.</summary>
    public double Of(int before, int last, int token) => next[(before * tokens) + last][token];

    /// <summary>
    /// Computes the entropy rate -Σ π(c) p(y|c) ln p(y|c), in nats a token: no prediction is better on average.
    /// </summary>
    public double Entropy()
    {
        var shares = Shares();
        return -shares.Select((share, c) => share * next[c].Sum(p => p * Math.Log(p))).Sum();
    }

    /// <summary>Computes the entropy of a token of which nothing is known, in nats.</summary>
    public double TokenEntropy()
    {
        var shares = Shares();
        return -Enumerable.Range(0, tokens)
            .Select(token => shares.Where((_, c) => c % tokens == token).Sum())
            .Sum(share => share * Math.Log(share));
    }

    /// <summary>Computes how often each context comes in a long walk.</summary>
    private double[] Shares()
    {
        var shares = Enumerable.Repeat(1.0 / next.Length, next.Length).ToArray();
        for (var i = 0; i < Mixing; i++)
        {
            var after = new double[shares.Length];
            for (var c = 0; c < shares.Length; c++)
            {
                for (var token = 0; token < tokens; token++)
                {
                    after[((c % tokens) * tokens) + token] += shares[c] * next[c][token];
                }
            }

            shares = after;
        }

        return shares;
    }

    private static int Draw(double[] weights, Rng rng)
    {
        var point = (double)rng.Uniform();
        for (var token = 0; token < weights.Length; token++)
        {
            point -= weights[token];
            if (point < 0)
            {
                return token;
            }
        }

        return weights.Length - 1;
    }
}
