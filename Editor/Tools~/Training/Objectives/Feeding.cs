namespace RnnGen.Training;

/// <summary>
/// Chooses what a network hears in a window: the truth, or what it says itself, by a coin per token.
/// </summary>
/// <param name="truth">The probability of the truth; at 1 no coin is tossed.</param>
/// <param name="choice">How a token is chosen among those that may come.</param>
/// <param name="chance">Where coins and tokens come from.</param>
internal sealed class Feeding(double truth, SamplerOptions choice, Rng chance)
{
    private const int Truth = -1;

    private Sampler? sampler;
    private int[]? said;

    /// <summary>Gets the tokens to hear.</summary>
    /// <param name="tokens">The truth, one a row.</param>
    /// <param name="begins">Where a piece begins, whose first input stays.</param>
    public ReadOnlyMemory<int> Choose(ReadOnlyMemory<int> tokens, ReadOnlySpan<bool> begins)
    {
        if (said is null)
        {
            return tokens;
        }

        var chosen = tokens.ToArray();
        for (var row = 0; row < chosen.Length; row++)
        {
            chosen[row] = said[row] == Truth || begins[row] ? chosen[row] : said[row];
        }

        return chosen;
    }

    /// <summary>Tosses the coins of the next step, and draws where a network is to hear itself.</summary>
    /// <param name="scores">What it says now; read here, and not kept.</param>
    public void Say(Tensor scores)
    {
        if (truth >= 1)
        {
            return;
        }

        sampler ??= new Sampler(choice, scores.Columns);
        said ??= new int[scores.Rows];
        for (var row = 0; row < said.Length; row++)
        {
            said[row] = chance.Uniform() < truth ? Truth : sampler.Next(scores.Row(row), chance);
        }
    }
}
