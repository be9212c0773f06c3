namespace RnnGen.Training;

/// <summary>Represents clips side by side, with the noise by which a network draws them.</summary>
internal sealed class ClipBatch
{
    private readonly DrawConfig frame;
    private readonly GradientEngine engine;
    private readonly float[] clips;
    private readonly float[] noise;
    private readonly int[] classes;
    private readonly int frames;
    private readonly int columns;
    private readonly int noiseColumns;
    private RowShare[] shares = [];

    /// <param name="frame">The blueprint of a frame.</param>
    /// <param name="engine">What computes losses.</param>
    /// <param name="rows">The most clips.</param>
    /// <param name="frames">The frames of a clip.</param>
    /// <param name="noise">The numbers of noise of a frame; 0 for none.</param>
    public ClipBatch(DrawConfig frame, GradientEngine engine, int rows, int frames, int noise)
    {
        this.frame = frame;
        this.engine = engine;
        this.frames = frames;
        columns = frames * frame.Values;
        noiseColumns = frames * noise;
        clips = new float[rows * columns];
        this.noise = new float[rows * noiseColumns];
        classes = new int[rows];
    }

    /// <summary>Reads clips and draws noise.</summary>
    /// <param name="set">The videos.</param>
    /// <param name="indices">Which of them.</param>
    /// <param name="classDropout">The share that is told without a class.</param>
    /// <param name="chance">What decides of all of that.</param>
    public void Fill(ClipSet set, ReadOnlySpan<int> indices, double classDropout, Rng chance)
    {
        for (var i = 0; i < indices.Length; i++)
        {
            set.Read(indices[i], frames, chance, clips.AsSpan(i * columns, columns));
            var isDropped = frame.Classes > 0 && classDropout > 0 && chance.Uniform() < classDropout;
            classes[i] = isDropped ? frame.Classes : set.ClassOf(indices[i]);
        }

        foreach (ref var number in noise.AsSpan(0, indices.Length * noiseColumns))
        {
            number = chance.Normal();
        }

        shares = RowShare.Of(engine, indices.Length);
    }

    /// <summary>Computes the losses of the clips of one backend, a column; null if it has none.</summary>
    public Tensor? Loss(Backend on, Func<ClipShare, Tensor> loss)
    {
        return Array.Find(shares, share => share.On == on) is { } part
            ? loss(new ClipShare(
                part.Take(clips, columns),
                part.Take(noise, noiseColumns),
                frame.Classes > 0 ? classes.AsMemory(part.First, part.Count) : default,
                part.First))
            : null;
    }
}
