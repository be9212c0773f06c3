namespace RnnGen.Training;

/// <summary>Measures how well a network of tokens expects pieces that it is told token by token.</summary>
internal static class SequenceLikelihood
{
    private const int Rows = 16;

    /// <summary>
    /// Computes the negative log likelihood of each piece in nats: the state is carried from the piece's
    /// beginning, where the network hears the start token, to its end.
    /// </summary>
    /// <param name="network">The network, played on the CPU as games play it.</param>
    /// <param name="startToken">What the network hears first.</param>
    /// <param name="pieces">The pieces.</param>
    /// <param name="threads">
    /// How many batches may be computed at the same time; the losses do not depend on it.
    /// </param>
    /// <param name="heard">Called with the number of tokens heard after each batch, by any thread.</param>
    /// <param name="cancel">Ends the work.</param>
    public static double[] Loss(
        SequenceNetwork network, int startToken, IReadOnlyList<int[]> pieces, int threads, Action<long> heard,
        CancellationToken cancel)
    {
        var losses = new double[pieces.Count];

        // Pieces of about one length side by side: the rows of a batch end at about the same time.
        var batches = Enumerable.Range(0, pieces.Count).OrderByDescending(i => pieces[i].Length).Chunk(Rows);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel };
        Parallel.ForEach(batches, options, batch =>
        {
            var loss = Loss(network, startToken, Array.ConvertAll(batch, i => pieces[i]), cancel);
            for (var row = 0; row < batch.Length; row++)
            {
                losses[batch[row]] = loss[row];
            }

            heard(batch.Sum(i => (long)pieces[i].Length));
        });
        return losses;
    }

    /// <summary>Computes the losses of pieces side by side, the longest first.</summary>
    private static double[] Loss(
        SequenceNetwork network, int startToken, int[][] pieces, CancellationToken cancel)
    {
        var backend = new CpuBackend();
        var state = network.NewState(backend, pieces.Length);
        var inputs = new int[pieces.Length];
        var targets = new int[pieces.Length];
        var losses = new double[pieces.Length];
        for (var t = 0; t < pieces[0].Length; t++)
        {
            cancel.ThrowIfCancellationRequested();
            for (var row = 0; row < pieces.Length; row++)
            {
                inputs[row] = t == 0 || t >= pieces[row].Length ? startToken : pieces[row][t - 1];
                targets[row] = t < pieces[row].Length ? pieces[row][t] : -1;
            }

            backend.NextStep();
            var x = backend.OneHot(inputs, network.Config.Inputs);
            var loss = network.Step(x, state).CrossEntropy(targets);
            for (var row = 0; row < pieces.Length; row++)
            {
                losses[row] += loss.Row(row)[0];
            }
        }

        return losses;
    }
}
