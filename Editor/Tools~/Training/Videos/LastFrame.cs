namespace RnnGen.Training;

/// <summary>
/// Tells each frame as the one before, of which each pixel may have changed with one probability, that of the training
/// clips.
/// </summary>
internal sealed class LastFrame : IFramePredictor
{
    private readonly int values;
    private readonly float changed;

    /// <summary>Counts changes.</summary>
    /// <param name="values">The values of a frame.</param>
    /// <param name="training">The videos.</param>
    /// <param name="count">How many of them are counted.</param>
    /// <param name="frames">The frames of a clip.</param>
    /// <param name="chance">What draws clips.</param>
    public LastFrame(int values, ClipSet training, int count, int frames, Rng chance)
    {
        this.values = values;
        var clip = new float[frames * values];
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            training.Read(i, frames, chance, clip);
            for (var at = values; at < clip.Length; at++)
            {
                sum += Math.Abs(clip[at] - clip[at - values]);
            }
        }

        // One change and one rest more than were seen (Laplace), so that nothing is impossible.
        changed = (float)((sum + 1) / (((double)count * (frames - 1) * values) + 2));
    }

    public Tensor[] Costs(Tensor clips, Tensor noise, int frames)
    {
        var costs = new Tensor[frames];
        for (var n = 0; n < frames; n++)
        {
            var before = n == 0 ? clips.Backend.New(clips.Rows, values) : clips.Part((n - 1) * values, values);
            var on = before.Scale(1 - (2 * changed), changed);
            costs[n] = (on.Log() - on.Scale(-1, 1).Log()).BernoulliLoss(clips.Part(n * values, values));
        }

        return costs;
    }

    public void GoOn(float[] clips, int rows, int seen, int frames, Rng chance, Action<int, Tensor> tell)
    {
        var last = ClipRows.Frame(new CpuBackend(), clips, rows, seen, seen - 1);
        for (var n = seen; n < frames; n++)
        {
            tell(n, last);
        }
    }

    public int Noise => 0;

    public bool IsChancy => false;
}
