namespace RnnGen.Training;

/// <summary>Teaches an encoder and decoder pairs, and lets it say what it makes of a source.</summary>
/// <remarks>
/// Maximum likelihood under teacher forcing: the decoder hears the target, from <see cref="EndToken"/> on, and
/// learns what comes next, in the end that token. A batch is unrolled as far as its longest rows are long.
/// </remarks>
internal sealed class PairLearning : IDisposable
{
    /// <summary>The token of targets that begins and ends them.</summary>
    public const int EndToken = 0;

    private const double Clip = 5;

    private readonly EncoderDecoder network;
    private readonly Learner learner;

    /// <param name="network">The network.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="threads">How many threads may work; the number changes no bit of the outcome.</param>
    public PairLearning(EncoderDecoder network, ParameterSet parameters, int threads)
    {
        this.network = network;
        learner = new Learner(parameters, new Adam(parameters), new Clipping(Clip), threads);
    }

    /// <summary>Learns a batch.</summary>
    /// <returns>The mean of -log p over all tokens of the targets, in nats.</returns>
    public double Step(IReadOnlyList<TokenPair> batch, double rate)
    {
        return learner.Step(batch.Count, rate, 1.0 / Tokens(batch), share => Loss(share, batch));
    }

    /// <summary>Computes the mean of -log p over all tokens of the targets, in nats.</summary>
    public double Measure(IReadOnlyList<TokenPair> pairs, int rows)
    {
        var sum = pairs.OrderBy(pair => pair.Target.Length).Chunk(rows)
            .Sum(batch => learner.Measure(batch.Length, 1, share => Loss(share, batch)));
        return sum / Tokens(pairs);
    }

    /// <summary>Says what is likeliest to be made of a source.</summary>
    /// <param name="source">The tokens of the source.</param>
    /// <param name="width">How many hypotheses go on side by side; 1 is greedy.</param>
    /// <param name="maxLength">The most tokens, with the last.</param>
    /// <param name="penalty">The length penalty.</param>
    /// <returns>The tokens, without the end.</returns>
    public int[] Say(int[] source, int width, int maxLength, double penalty = 0)
    {
        var search = new BeamSearch(network, new BeamOptions
        {
            Width = width, MaxLength = maxLength, EndToken = EndToken, LengthPenalty = penalty,
        });
        search.Begin([EndToken], network.Read(new CpuBackend(), [source]));
        while (search.TryStep())
        {
        }

        var tokens = search.Finished[0].Tokens.ToArray();
        return tokens[^1] == EndToken ? tokens[..^1] : tokens;
    }

    /// <summary>Gets the share of pairs of which the target is said, token by token.</summary>
    public double Exact(IReadOnlyList<TokenPair> pairs)
    {
        return pairs.Count(pair => Say(pair.Source, 1, pair.Target.Length + 1).SequenceEqual(pair.Target))
            / (double)pairs.Count;
    }

    /// <summary>
    /// Gets where the network looks while it says a target, [tokens with the end, tokens of the source]; the
    /// first token is the last row, as grids are drawn from the top.
    /// </summary>
    public double[,] Look(TokenPair pair)
    {
        var on = new CpuBackend();
        var state = network.Read(on, [pair.Source]);
        var shares = new double[pair.Target.Length + 1, pair.Source.Length];
        for (var t = 0; t <= pair.Target.Length; t++)
        {
            int[] heard = [t == 0 ? EndToken : pair.Target[t - 1]];
            network.Step(on.OneHot(heard, network.Config.Inputs), state);
            var row = network.Look(state)!.Row(0);
            for (var j = 0; j < pair.Source.Length; j++)
            {
                shares[pair.Target.Length - t, j] = row[j];
            }
        }

        return shares;
    }

    /// <inheritdoc/>
    public void Dispose() => learner.Dispose();

    private static int Tokens(IReadOnlyList<TokenPair> pairs) => pairs.Sum(pair => pair.Target.Length + 1);

    private Tensor Loss(RowShare share, IReadOnlyList<TokenPair> batch)
    {
        TokenPair[] pairs = [.. batch.Skip(share.First).Take(share.Count)];
        var on = share.On;
        var state = network.Read(on, [.. pairs.Select(pair => pair.Source)]);
        Tensor? loss = null;
        for (var t = 0; t <= pairs.Max(pair => pair.Target.Length); t++)
        {
            // Behind its end a row hears the end, and nothing is asked of it.
            var heard = Array.ConvertAll(
                pairs, pair => t > 0 && t <= pair.Target.Length ? pair.Target[t - 1] : EndToken);
            var wanted = Array.ConvertAll(
                pairs, pair => t < pair.Target.Length ? pair.Target[t] : t == pair.Target.Length ? EndToken : -1);
            var step = network.Step(on.OneHot(heard, network.Config.Inputs), state).CrossEntropy(wanted);
            loss = loss is null ? step : loss + step;
        }

        return loss!;
    }
}
