using System.Runtime.InteropServices;

namespace RnnGen.Training;

/// <summary>
/// Represents Markov chains of orders 0 to n over the tokens of pieces: the baseline that a network must
/// beat.
/// </summary>
/// <remarks>
/// Interpolated Kneser–Ney smoothing with three discounts per order (Chen and Goodman 1998, §3), a proper
/// distribution over all tokens. The order k of the model is a chain that sees k tokens; its lower orders
/// count in how many contexts a token was seen. Before a piece lie boundary marks, which are never predicted.
/// Not safe for use by several threads while it is built; reading is.
/// </remarks>
public sealed class MarkovModel
{
    private readonly Level[] levels;
    private readonly int bits;
    private readonly int tokens;

    /// <summary>Counts the tokens of pieces.</summary>
    /// <param name="tokens">The number of different tokens.</param>
    /// <param name="order">The highest order.</param>
    /// <param name="pieces">The pieces to learn from, tokens in [0, tokens).</param>
    public MarkovModel(int tokens, int order, IReadOnlyList<int[]> pieces)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        this.tokens = tokens;
        bits = 64 - (int)ulong.LeadingZeroCount((ulong)tokens);
        if (bits * (order + 1) > 64)
        {
            throw new ArgumentOutOfRangeException(
                nameof(order),
                $"{order + 1} tokens out of {tokens} must fit into 64 bits, but need {bits} each.");
        }

        Order = order;
        levels = [.. Enumerable.Range(0, order + 1).Select(length => new Level())];
        foreach (var piece in pieces)
        {
            for (var t = 0; t < piece.Length; t++)
            {
                for (var length = 0; length <= order; length++)
                {
                    levels[length].Count((Context(piece.AsSpan(0, t), length) << bits) | (uint)piece[t]);
                }
            }
        }

        for (var length = 0; length < order; length++)
        {
            var suffix = (1UL << (bits * (length + 1))) - 1;
            levels[length].CountContexts(levels[length + 1].Grams.Select(gram => gram & suffix));
        }

        foreach (var level in levels)
        {
            level.Finish(bits);
        }
    }

    /// <summary>Computes the probability of a token after a history, by the chains of every order.</summary>
    /// <param name="history">The tokens of the piece so far.</param>
    /// <param name="token">The token that follows.</param>
    /// <param name="byOrder">Set to the probability by the chain of order k at [k].</param>
    public void Probabilities(ReadOnlySpan<int> history, int token, Span<double> byOrder)
    {
        var lower = 1.0 / tokens;
        for (var length = 0; length <= Order; length++)
        {
            var context = Context(history, length);
            byOrder[length] = levels[length].Probability(context, bits, token, lower, contexts: false);
            lower = levels[length].Probability(context, bits, token, lower, contexts: true);
        }
    }

    /// <summary>
    /// Computes the negative log likelihood of a piece by the chains of every order, in nats.
    /// </summary>
    public double[] Loss(ReadOnlySpan<int> piece)
    {
        var loss = new double[Order + 1];
        var probabilities = new double[Order + 1];
        for (var t = 0; t < piece.Length; t++)
        {
            Probabilities(piece[..t], piece[t], probabilities);
            for (var k = 0; k <= Order; k++)
            {
                loss[k] -= Math.Log(probabilities[k]);
            }
        }

        return loss;
    }

    /// <summary>Packs the last tokens of a history, with boundary marks before its beginning.</summary>
    private ulong Context(ReadOnlySpan<int> history, int length)
    {
        var context = 0UL;
        for (var i = history.Length - length; i < history.Length; i++)
        {
            context = (context << bits) | (uint)(i < 0 ? tokens : history[i]);
        }

        return context;
    }

    /// <summary>The highest order.</summary>
    public int Order { get; }

    /// <summary>The counts behind contexts of one length.</summary>
    private sealed class Level
    {
        // Twice: [0] how often a gram was seen, [1] after how many different tokens.
        private readonly Dictionary<ulong, int>[] counts = [[], []];
        private readonly Dictionary<ulong, Followers>[] followers = [[], []];
        private readonly double[][] discounts = new double[2][];

        public void Count(ulong gram)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts[0], gram, out _)++;
        }

        public void CountContexts(IEnumerable<ulong> grams)
        {
            foreach (var gram in grams)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts[1], gram, out _)++;
            }
        }

        public void Finish(int bits)
        {
            for (var kind = 0; kind < 2; kind++)
            {
                var grams = new int[6];
                foreach (var (gram, count) in counts[kind])
                {
                    grams[Math.Min(count, 5)]++;
                    CollectionsMarshal
                        .GetValueRefOrAddDefault(followers[kind], gram >> bits, out _)
                        .Add(count);
                }

                discounts[kind] = Discounts(grams);
            }
        }

        public double Probability(ulong context, int bits, int token, double lower, bool contexts)
        {
            var kind = contexts ? 1 : 0;
            if (!followers[kind].TryGetValue(context, out var seen))
            {
                return lower;
            }

            var discount = discounts[kind];
            var freed = discount[1] * seen.Once + discount[2] * seen.Twice + discount[3] * seen.Often;
            counts[kind].TryGetValue((context << bits) | (uint)token, out var count);
            return (count - discount[Math.Min(count, 3)] + freed * lower) / seen.Total;
        }

        /// <summary>
        /// Estimates what to take from counts of 1, 2 and more: D(c) = c - (c + 1) Y n(c+1) / n(c), where
        /// n(c) grams have the count c and Y = n(1) / (n(1) + 2 n(2)). Corpora too small to tell get ½, 1 and
        /// 1½.
        /// </summary>
        private static double[] Discounts(int[] grams)
        {
            var y = grams[1] / (double)(grams[1] + 2 * grams[2]);
            var discounts = new double[4];
            for (var c = 1; c <= 3; c++)
            {
                var estimate = c - (c + 1) * y * grams[c + 1] / grams[c];
                discounts[c] = estimate > 0 && estimate < c ? estimate : 0.5 * c;
            }

            return discounts;
        }

        public IEnumerable<ulong> Grams => counts[0].Keys;
    }

    /// <summary>
    /// What follows a context: how much in all, and how many tokens once, twice and more often.
    /// </summary>
    private struct Followers
    {
        public int Total;
        public int Once;
        public int Twice;
        public int Often;

        public void Add(int count)
        {
            Total += count;
            Once += count == 1 ? 1 : 0;
            Twice += count == 2 ? 1 : 0;
            Often += count > 2 ? 1 : 0;
        }
    }
}
