namespace RnnGen.Training;

/// <summary>
/// Represents the passages of a training set, to tell how much of other pieces is copied from it. Passages
/// are runs of <see cref="NoteMove"/>s within a part, so a transposed copy is a copy.
/// </summary>
internal sealed class CopyIndex
{
    private readonly int[][] training;
    private readonly HashSet<ulong> grams;

    /// <summary>Indexes the pieces of a training set.</summary>
    public CopyIndex(IEnumerable<GridPiece> training)
    {
        this.training = [.. training.SelectMany(NoteMove.Streams)];
        grams = Grams(NoteMove.GramLength);
    }

    /// <summary>
    /// Computes the share of the runs of eight moves of a piece that the training set has, or NaN.
    /// </summary>
    public double CopiedShare(GridPiece piece)
    {
        var all = NoteMove.Streams(piece)
            .SelectMany(part => GramHash.All(part, NoteMove.GramLength))
            .ToList();
        return all.Count(grams.Contains) / (double)all.Count;
    }

    /// <summary>Finds the longest run of moves in some pieces that the training set has too.</summary>
    public int LongestRun(IEnumerable<GridPiece> pieces)
    {
        var streams = pieces.SelectMany(NoteMove.Streams).ToList();

        // A run has runs of every shorter length in it, so the longest can be found by bisection.
        var (copied, limit) = (0, streams.Select(stream => stream.Length).DefaultIfEmpty(0).Max() + 1);
        while (limit - copied > 1)
        {
            var middle = (copied + limit) / 2;
            var known = Grams(middle);
            if (streams.Any(stream => GramHash.All(stream, middle).Any(known.Contains)))
            {
                copied = middle;
            }
            else
            {
                limit = middle;
            }
        }

        return copied;
    }

    private HashSet<ulong> Grams(int length)
    {
        return [.. training.SelectMany(stream => GramHash.All(stream, length))];
    }
}
