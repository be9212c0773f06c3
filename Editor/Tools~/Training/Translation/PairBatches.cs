namespace RnnGen.Training;

/// <summary>Puts pairs of about one length together, so that batches hold little padding.</summary>
internal static class PairBatches
{
    // Sorting more at once pads less, and mixes less.
    private const int Pool = 20;

    /// <summary>
    /// Makes batches of all pairs, in an order of chance: pools of batches are sorted by length and cut
    /// (Bahdanau, Cho and Bengio, 2015), and the batches shuffled.
    /// </summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="rows">The rows of a batch; the last may have fewer.</param>
    /// <param name="rng">Where chance comes from.</param>
    public static IReadOnlyList<TokenPair[]> Bucket(IReadOnlyList<TokenPair> pairs, int rows, Rng rng)
    {
        TokenPair[] order = [.. pairs];
        rng.Shuffle<TokenPair>(order);
        TokenPair[][] batches =
        [
            .. order.Chunk(Pool * rows).SelectMany(pool => pool
                .OrderBy(pair => pair.Target.Length).ThenBy(pair => pair.Source.Length).Chunk(rows)),
        ];
        rng.Shuffle<TokenPair[]>(batches);
        return batches;
    }
}
