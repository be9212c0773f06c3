namespace RnnGen.Training;

/// <summary>
/// Represents what a network remembers of streams side by side, whose rows are spread over the backends of
/// an engine.
/// </summary>
internal sealed class SpreadState
{
    private readonly Part[] parts;

    /// <summary>Initializes the state before a sequence.</summary>
    /// <param name="network">The network.</param>
    /// <param name="engine">What computes the steps.</param>
    /// <param name="rows">The streams.</param>
    /// <param name="withDropout">Whether the network learns: see <see cref="Reseed"/>.</param>
    public SpreadState(SequenceNetwork network, GradientEngine engine, int rows, bool withDropout = false)
    {
        parts = Array.ConvertAll(RowShare.Of(engine, rows), share =>
        {
            var chance = withDropout ? new Rng(0) : null;
            return new Part(share, network.NewState(share.On, share.Count, chance), chance);
        });
        Rows = rows;
    }

    /// <summary>Gets the rows of a backend, and what is remembered of them; null if it has none.</summary>
    public Part? On(Backend backend) => Array.Find(parts, part => part.Share.On == backend);

    /// <summary>Draws a seed for dropout in each part, which then owns its chance.</summary>
    public void Reseed(Rng chance)
    {
        foreach (var part in parts)
        {
            part.Chance!.State = new Rng(chance.Next()).State;
        }
    }

    /// <summary>Goes back to the state before a sequence.</summary>
    public void Reset()
    {
        foreach (var part in parts)
        {
            part.State.Reset();
        }
    }

    /// <summary>Gets or sets all numbers, row by row, however rows are spread.</summary>
    public float[] Values
    {
        get
        {
            var size = parts[0].State.RowSize;
            var values = new float[Rows * size];
            foreach (var (share, state, _) in parts)
            {
                for (var r = 0; r < share.Count; r++)
                {
                    state.SaveRow(r, values.AsMemory((share.First + r) * size, size));
                }
            }

            return values;
        }
        set
        {
            // What was remembered is gone where steps of others came between, and its shape with it.
            Reset();
            var size = parts[0].State.RowSize;
            foreach (var (share, state, _) in parts)
            {
                var rows = Enumerable.Range(share.First, share.Count);
                state.RestoreRows([.. rows.Select(row => value[(row * size)..((row + 1) * size)])]);
            }
        }
    }

    /// <summary>Gets the number of streams.</summary>
    public int Rows { get; }

    /// <summary>Represents the state of the rows of one backend.</summary>
    /// <param name="Share">The rows.</param>
    /// <param name="State">What is remembered of them.</param>
    /// <param name="Chance">The chance of these rows alone, when the network learns.</param>
    public sealed record Part(RowShare Share, SequenceState State, Rng? Chance);
}
