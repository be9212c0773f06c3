namespace RnnGen.Training;

/// <summary>
/// Draws y from q(y | y*) ∝ exp(r(y, y*) / τ), where -r is the number of edits: reward-augmented maximum
/// likelihood (Norouzi et al., 2016).
/// </summary>
/// <remarks>
/// Of m tokens, e edits are s substitutions, by another token or by none (a deletion), and e - s insertions
/// between what stays: V^e Σ_s C(m, s) C(m + e - 2s, e - s) ways. First e is drawn by these counts times
/// e^(-(1 + ln V) e / τ), then s, then the places, then the tokens. As different edits can make the same
/// sequence, e is the distance at most. Long pieces are edited part by part, 64 tokens each. In each part the
/// tokens of one kind, as in <see cref="HammingReward"/>, are a sequence of their own, and V is how many tokens are
/// of the kind: bars and time stay what they are, as without them nothing behind could be read.
/// </remarks>
internal sealed class EditReward : Reward
{
    private const int PartLength = 64;

    private readonly IReadOnlyList<(int First, int Count)> alternatives;
    private readonly double temperature;
    private readonly Dictionary<(int Tokens, int Length), double[][]> tables = [];

    /// <param name="alternatives">The tokens that may stand in the place of each: the first, and their number.</param>
    /// <param name="temperature">τ, above 0.</param>
    public EditReward(IReadOnlyList<(int First, int Count)> alternatives, double temperature)
    {
        this.alternatives = alternatives;
        this.temperature = temperature;
    }

    public override int[] Draw(int[] truth, Rng rng)
    {
        var drawn = new List<int>(truth.Length + PartLength);
        foreach (var part in truth.Chunk(PartLength))
        {
            // What comes of each token, in its place.
            var edited = Array.ConvertAll(part, token => new List<int> { token });
            foreach (var places in part.Select((token, place) => (Kind: alternatives[token], Place: place))
                .Where(token => token.Kind.Count > 1).GroupBy(token => token.Kind, token => token.Place))
            {
                Edit(part, [.. places], places.Key, rng, edited);
            }

            drawn.AddRange(edited.SelectMany(tokens => tokens));
        }

        return [.. drawn];
    }

    /// <summary>Gets the weights of e edits, s of them substitutions, at [e][s].</summary>
    /// <param name="tokens">The number V of tokens that may stand in each place.</param>
    /// <param name="length">The number m of tokens.</param>
    internal double[][] WeightsOf(int tokens, int length)
    {
        if (!tables.TryGetValue((tokens, length), out var table))
        {
            var logs = new double[2 * length + 1];
            for (var i = 1; i < logs.Length; i++)
            {
                logs[i] = logs[i - 1] + Math.Log(i);
            }

            var cost = (1 + Math.Log(tokens)) / temperature - Math.Log(tokens);
            double LogChoose(int n, int k) => logs[n] - logs[k] - logs[n - k];
            table = [.. Enumerable.Range(0, length + 1).Select(e => Enumerable.Range(0, e + 1)
                .Select(s => Math.Exp(LogChoose(length, s) + LogChoose(length + e - 2 * s, e - s) - cost * e))
                .ToArray())];
            tables.Add((tokens, length), table);
        }

        return table;
    }

    private (int Substitutions, int Insertions) DrawCounts(int tokens, int length, Rng rng)
    {
        var table = WeightsOf(tokens, length);
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
    private void Edit(int[] part, int[] places, (int First, int Count) kind, Rng rng, List<int>[] edited)
    {
        var (substitutions, insertions) = DrawCounts(kind.Count, places.Length, rng);
        for (var left = places.Length; left > 0; left--)
        {
            var place = places[^left];
            edited[place].Clear();
            if (rng.Below(left) < substitutions)
            {
                substitutions--;
                Substitute(part[place], kind, rng, edited[place]);
                continue;
            }

            // Of the places left, before each token that stays and at the end, those of insertions.
            while (insertions > 0 && rng.Below(left - substitutions + insertions) < insertions)
            {
                insertions--;
                edited[place].Add(kind.First + rng.Below(kind.Count));
            }

            edited[place].Add(part[place]);
        }

        for (; insertions > 0; insertions--)
        {
            edited[places[^1]].Add(kind.First + rng.Below(kind.Count));
        }
    }

    private static void Substitute(int token, (int First, int Count) kind, Rng rng, List<int> to)
    {
        var other = kind.First + rng.Below(kind.Count);
        if (other < kind.First + kind.Count - 1)
        {
            to.Add(other < token ? other : other + 1);
        }
    }
}
