namespace RnnGen.Training;

/// <summary>Represents parts of pieces side by side, of which each hit is foretold from those before.</summary>
/// <remarks>
/// A network hears the drum that was hit last, how long ago that was, and when the next hit comes, whose drum it
/// is to say.
/// </remarks>
/// <param name="parts">The pieces, the first hit to foretell and how many.</param>
/// <param name="drums">The number of different drums.</param>
internal sealed class DrumBatch(IReadOnlyList<DrumBatch.Part> parts, int drums)
{
    // Past a whole note it hardly matters how long nothing was hit.
    private const double LongestGap = 4;

    // Of what some hundred quarter notes make numbers near 1.
    private const double Span = 100;

    /// <summary>Draws parts of one length, where pieces are as long, each hit as likely as any.</summary>
    public static DrumBatch Draw(DrumPiece[] pieces, int drums, int rows, int length, Rng rng)
    {
        var parts = new Part[rows];
        for (var row = 0; row < rows; row++)
        {
            var hit = rng.Below(pieces.Sum(piece => piece.Drums.Length));
            var i = 0;
            while (hit >= pieces[i].Drums.Length)
            {
                hit -= pieces[i++].Drums.Length;
            }

            var count = Math.Min(length, pieces[i].Drums.Length);
            parts[row] = new Part(pieces[i], Math.Min(hit, pieces[i].Drums.Length - count), count);
        }

        return new DrumBatch(parts, drums);
    }

    /// <summary>Makes what some rows hear in a step.</summary>
    /// <param name="share">The rows.</param>
    /// <param name="step">The step.</param>
    /// <param name="isClock">
    /// Whether the time comes as <see cref="PhasedLstmCell.WriteTime"/> makes it, in two columns behind the others,
    /// and not as a number near 1 in one.
    /// </param>
    public Tensor At(RowShare share, int step, bool isClock)
    {
        var columns = Heard(drums) + (isClock ? 2 : 1);
        var x = new float[share.Count * columns];
        for (var i = 0; i < share.Count; i++)
        {
            var (piece, first, count) = parts[share.First + i];
            if (step >= count)
            {
                continue;
            }

            var hit = first + step;
            var to = x.AsSpan(i * columns, columns);
            to[hit == 0 ? drums : piece.Drums[hit - 1]] = 1;
            var gap = hit == 0 ? LongestGap : Math.Min(LongestGap, piece.Times[hit] - piece.Times[hit - 1]);
            to[drums + 1] = (float)(Math.Log2(1 + 15 * gap / LongestGap) / 4);
            if (isClock)
            {
                PhasedLstmCell.WriteTime(IsStopped ? 0 : piece.Times[hit], to[(drums + 2)..]);
            }
            else
            {
                to[drums + 2] = (float)(piece.Times[hit] / Span);
            }
        }

        return share.On.From(x, share.Count, columns);
    }

    /// <summary>Gets the drum that a row hits in a step; any where its part is over.</summary>
    public int Drum(int row, int step)
    {
        var (piece, first, count) = parts[row];
        return step < count ? piece.Drums[first + step] : 0;
    }

    /// <summary>Gets when a row hits it, in quarter notes.</summary>
    public double Time(int row, int step) => parts[row].Piece.Times[parts[row].First + step];

    /// <summary>Gets whether a row has a hit in a step.</summary>
    public bool Has(int row, int step) => step < parts[row].Count;

    /// <summary>Gets the columns of what is heard, without the time.</summary>
    public static int Heard(int drums) => drums + 2;

    /// <summary>Gets or sets whether the clock stands still at 0.</summary>
    public bool IsStopped { get; init; }

    /// <summary>Gets the number of rows.</summary>
    public int Rows => parts.Count;

    /// <summary>Gets the number of steps of the longest part.</summary>
    public int Steps => parts.Max(part => part.Count);

    /// <summary>Gets the number of hits.</summary>
    public int Hits => parts.Sum(part => part.Count);

    /// <summary>Represents some hits of a piece.</summary>
    public readonly record struct Part(DrumPiece Piece, int First, int Count);
}
