namespace RnnGen.Training;

/// <summary>
/// Represents streams of tokens that are read side by side, one a row: a network hears each token and is to
/// say the next, and forgets what it heard where a piece begins.
/// </summary>
internal sealed class TokenStreams
{
    /// <summary>The target where there is nothing to say: a row whose stream is over.</summary>
    public const int Padding = -1;

    private readonly int[][] inputs;
    private readonly int[][] targets;
    private readonly bool[][] begins;

    private TokenStreams(List<Step>[] rows)
    {
        Rows = rows.Length;
        Length = rows.Max(row => row.Count);
        inputs = new int[Length][];
        targets = new int[Length][];
        begins = new bool[Length][];
        for (var t = 0; t < Length; t++)
        {
            inputs[t] = Array.ConvertAll(rows, row => t < row.Count ? row[t].Input : row[0].Input);
            targets[t] = Array.ConvertAll(rows, row => t < row.Count ? row[t].Target : Padding);
            begins[t] = Array.ConvertAll(rows, row => t < row.Count && row[t].Begins);
        }

        Tokens = rows.Sum(row => (long)row.Count);
    }

    /// <summary>
    /// Puts pieces one after the other and cuts what results into rows of equal length, or one step more, to
    /// train on.
    /// </summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="start">The token that is heard before a piece.</param>
    /// <param name="rows">The most rows; fewer are made if they would be shorter than a window.</param>
    /// <param name="window">The steps of a window.</param>
    public static TokenStreams Cut(IEnumerable<int[]> pieces, int start, int rows, int window)
    {
        var steps = pieces.SelectMany(piece => Steps(piece, start)).ToList();
        rows = Math.Clamp(steps.Count / window, 1, rows);
        var (length, longer) = Math.DivRem(steps.Count, rows);
        return new TokenStreams([.. Enumerable.Range(0, rows).Select(row =>
            steps.GetRange(row * length + Math.Min(row, longer), row < longer ? length + 1 : length))]);
    }

    /// <summary>
    /// Puts whole pieces into rows of about equal length, to measure how well each token is foretold.
    /// </summary>
    /// <inheritdoc cref="Cut"/>
    public static TokenStreams Pack(IEnumerable<int[]> pieces, int start, int rows)
    {
        var longestFirst = pieces
            .Where(piece => piece.Length > 0)
            .OrderByDescending(piece => piece.Length)
            .ToList();
        var streams = new List<Step>[Math.Clamp(longestFirst.Count, 1, rows)];
        for (var i = 0; i < streams.Length; i++)
        {
            streams[i] = [];
        }

        foreach (var piece in longestFirst)
        {
            streams.MinBy(stream => stream.Count)!.AddRange(Steps(piece, start));
        }

        return new TokenStreams(streams);
    }

    /// <summary>
    /// Computes the loss of a window of some rows: -log p of each target, summed over steps, one a row.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="state">The state of these rows.</param>
    /// <param name="row">The first of the rows.</param>
    /// <param name="first">The first step of the window.</param>
    /// <param name="count">Its number of steps.</param>
    /// <param name="feeding">What the network hears; null for the truth.</param>
    /// <param name="heed">Is shown what the network remembers and says at each step; null for nobody.</param>
    /// <param name="overlap">How it overlaps with other windows: none, unless given.</param>
    public Tensor Loss(
        SequenceNetwork network, SequenceState state, int row, int first, int count, Feeding? feeding = null,
        Action<Tensor, Tensor>? heed = null, Overlap overlap = default)
    {
        Tensor? loss = null;
        var carried = new float[overlap.Next > 0 ? state.Size : 0];
        for (var t = first; t < first + count; t++)
        {
            if (overlap.Next > 0 && t == first + count - overlap.Next)
            {
                state.Save(carried);
            }

            var begin = begins[t].AsMemory(row, state.Rows);
            if (begin.Span.Contains(true))
            {
                state.Reset(begin);
            }

            var truth = inputs[t].AsMemory(row, state.Rows);
            var heard = feeding is null ? truth : feeding.Choose(truth, begin.Span);
            var x = state.Backend.OneHot(heard, network.Config.Inputs);
            var scores = network.Step(x, state, out var hidden);
            feeding?.Say(scores);
            heed?.Invoke(hidden, scores);
            if (t < first + overlap.Previous)
            {
                continue;
            }

            var step = scores.CrossEntropy(targets[t].AsMemory(row, state.Rows));
            loss = loss is null ? step : loss + step;
        }

        if (overlap.Next > 0)
        {
            state.Restore(carried);
        }

        state.Keep();
        return loss!;
    }

    /// <summary>Computes the loss of a window of all rows of a backend; null if it has none.</summary>
    /// <param name="network">The network.</param>
    /// <param name="state">The state of all rows.</param>
    /// <param name="on">The backend.</param>
    /// <param name="first">The first step of the window.</param>
    /// <param name="count">Its number of steps.</param>
    /// <param name="feed">Makes what feeds a network, from the chance of these rows; null for the truth.</param>
    /// <param name="overlap">How it overlaps with other windows: none, unless given.</param>
    public Tensor? Loss(
        SequenceNetwork network, SpreadState state, Backend on, int first, int count,
        Func<Rng, Feeding>? feed = null, Overlap overlap = default)
    {
        return state.On(on) is { } part
            ? Loss(
                network, part.State, part.Share.First, first, count, feed?.Invoke(part.Chance!), null, overlap)
            : null;
    }

    /// <summary>Counts the targets of some steps of all rows.</summary>
    public long CountTargets(int first, int count)
    {
        var sum = 0L;
        for (var t = first; t < first + count; t++)
        {
            sum += targets[t].Count(target => target != Padding);
        }

        return sum;
    }

    private static IEnumerable<Step> Steps(int[] piece, int start)
    {
        for (var t = 0; t < piece.Length; t++)
        {
            yield return new Step(t == 0 ? start : piece[t - 1], piece[t], t == 0);
        }
    }

    /// <summary>Gets the number of rows.</summary>
    public int Rows { get; }

    /// <summary>Gets the number of steps of the longest row.</summary>
    public int Length { get; }

    /// <summary>Gets the number of targets of all rows.</summary>
    public long Tokens { get; }

    private readonly record struct Step(int Input, int Target, bool Begins);
}
