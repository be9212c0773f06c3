namespace RnnGen.Training;

/// <summary>Represents the rows of a batch that one backend of an engine computes.</summary>
/// <param name="On">The backend.</param>
/// <param name="First">The first row.</param>
/// <param name="Count">The number of rows, at least 1.</param>
public sealed record RowShare(Backend On, int First, int Count)
{
    /// <summary>Spreads rows evenly; where there are fewer than backends, some have none.</summary>
    public static RowShare[] Of(GradientEngine engine, int rows)
    {
        var parts = Math.Min(rows, engine.Backends.Count);
        return [.. Enumerable.Range(0, parts).Select(part =>
        {
            var first = rows * part / parts;
            return new RowShare(engine.Backends[part], first, (rows * (part + 1) / parts) - first);
        })];
    }

    /// <summary>Makes a tensor of these rows of a batch, [all rows][columns].</summary>
    public Tensor Take(float[] all, int columns)
    {
        return On.From(all.AsSpan(First * columns, Count * columns), Count, columns);
    }
}
