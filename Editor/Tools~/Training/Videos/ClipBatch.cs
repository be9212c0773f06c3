namespace RnnGen.Training;

/// <summary>Represents clips side by side, with the noise by which a network draws them.</summary>
internal sealed class ClipBatch
{
    private readonly GradientEngine engine;
    private readonly float[] clips;
    private readonly float[] noise;
    private readonly int frames;
    private readonly int columns;
    private readonly int noiseColumns;
    private RowShare[] shares = [];

    /// <param name="engine">What computes losses.</param>
    /// <param name="rows">The most clips.</param>
    /// <param name="frames">The frames of a clip.</param>
    /// <param name="values">The values of a frame.</param>
    /// <param name="noise">The numbers of noise of a frame; 0 for none.</param>
    public ClipBatch(GradientEngine engine, int rows, int frames, int values, int noise)
    {
        this.engine = engine;
        this.frames = frames;
        columns = frames * values;
        noiseColumns = frames * noise;
        clips = new float[rows * columns];
        this.noise = new float[rows * noiseColumns];
    }

    /// <summary>Reads clips and draws noise.</summary>
    public void Fill(ClipSet set, ReadOnlySpan<int> indices, Rng chance)
    {
        for (var i = 0; i < indices.Length; i++)
        {
            set.Read(indices[i], frames, chance, clips.AsSpan(i * columns, columns));
        }

        foreach (ref var number in noise.AsSpan(0, indices.Length * noiseColumns))
        {
            number = chance.Normal();
        }

        shares = RowShare.Of(engine, indices.Length);
    }

    /// <summary>Computes the losses of the clips of one backend, a column; null if it has none.</summary>
    /// <param name="on">The backend.</param>
    /// <param name="loss">Computes them, given clips, noise and the number of the first clip.</param>
    public Tensor? Loss(Backend on, Func<Tensor, Tensor, int, Tensor> loss)
    {
        return Array.Find(shares, share => share.On == on) is { } part
            ? loss(Rows(part, clips, columns), Rows(part, noise, noiseColumns), part.First)
            : null;
    }

    private static Tensor Rows(RowShare part, float[] all, int columns)
    {
        return part.On.From(all.AsSpan(part.First * columns, part.Count * columns), part.Count, columns);
    }
}
