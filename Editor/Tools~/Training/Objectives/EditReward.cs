namespace RnnGen.Training;

/// <summary>
/// Draws y from q(y | y*) ∝ exp(r(y, y*) / τ), where -r is the number of edits: reward-augmented maximum
/// likelihood (Norouzi et al., 2016).
/// </summary>
/// <remarks>
/// Of m tokens, e edits are s substitutions, by another token or by none (a deletion), and e - s insertions
/// between what stays: V^e Σ_s C(m, s) C(m + e - 2s, e - s) ways. First e is drawn by these counts times
/// e^(-(1 + ln V) e / τ), then s, then the places, then the tokens. As different edits can make the same
/// sequence, e is the distance at most. Long pieces are edited part by part, 64 tokens each.
/// </remarks>
internal sealed class EditReward : Reward
{
    private const int PartLength = 64;

    private readonly int tokens;
    private readonly double cost;
    private readonly Dictionary<int, double[][]> tables = [];

    /// <param name="tokens">The number V of different tokens.</param>
    /// <param name="temperature">τ, above 0.</param>
    public EditReward(int tokens, double temperature)
    {
        this.tokens = tokens;
        cost = (1 + Math.Log(tokens)) / temperature - Math.Log(tokens);
    }

    public override int[] Draw(int[] truth, Rng rng)
    {
        var drawn = new List<int>(truth.Length + PartLength);
        foreach (var part in truth.Chunk(PartLength))
        {
            var (substitutions, insertions) = DrawCounts(part.Length, rng);
            Edit(part, substitutions, insertions, rng, drawn);
        }

        return [.. drawn];
    }

    /// <summary>Gets the weights of e edits, s of them substitutions, at [e][s].</summary>
    /// <param name="length">The number m of tokens.</param>
    internal double[][] WeightsOf(int length)
    {
        if (!tables.TryGetValue(length, out var table))
        {
            var logs = new double[2 * length + 1];
            for (var i = 1; i < logs.Length; i++)
            {
                logs[i] = logs[i - 1] + Math.Log(i);
            }

            double LogChoose(int n, int k) => logs[n] - logs[k] - logs[n - k];
            table = [.. Enumerable.Range(0, length + 1).Select(e => Enumerable.Range(0, e + 1)
                .Select(s => Math.Exp(LogChoose(length, s) + LogChoose(length + e - 2 * s, e - s) - cost * e))
                .ToArray())];
            tables.Add(length, table);
        }

        return table;
    }

    private (int Substitutions, int Insertions) DrawCounts(int length, Rng rng)
    {
        var table = WeightsOf(length);
        var point = table.Sum(row => row.Sum()) * rng.Uniform();
        for (var e = 0; e < table.Length; e++)
        {
            for (var s = 0; s <= e; s++)
            {
                point -= table[e][s];
                if (point < 0)
                {
                    return (s, e - s);
                }
            }
        }

        return (0, 0);
    }

    // What stays and what is inserted come in any order alike: a walk that draws without replacement.
    private void Edit(int[] part, int substitutions, int insertions, Rng rng, List<int> to)
    {
        var left = part.Length;
        for (var i = 0; i < part.Length; i++, left--)
        {
            if (rng.Below(left) < substitutions)
            {
                substitutions--;
                Substitute(part[i], rng, to);
                continue;
            }

            // Of the places left, before each token that stays and at the end, those of insertions.
            while (insertions > 0 && rng.Below(left - substitutions + insertions) < insertions)
            {
                insertions--;
                to.Add(rng.Below(tokens));
            }

            to.Add(part[i]);
        }

        for (; insertions > 0; insertions--)
        {
            to.Add(rng.Below(tokens));
        }
    }

    private void Substitute(int token, Rng rng, List<int> to)
    {
        var other = rng.Below(tokens);
        if (other < tokens - 1)
        {
            to.Add(other < token ? other : other + 1);
        }
    }
}
