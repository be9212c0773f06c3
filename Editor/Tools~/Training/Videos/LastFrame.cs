namespace RnnGen.Training;

/// <summary>
/// Tells each frame as the one before, of which each pixel may have changed with one probability, that of the training
/// clips; to which other colour of a palette, they do not say.
/// </summary>
internal sealed class LastFrame : IFramePredictor
{
    private readonly DrawConfig frame;
    private readonly int ways;
    private readonly float changed;

    /// <summary>Counts changes.</summary>
    /// <param name="frame">The blueprint of a frame.</param>
    /// <param name="training">The videos.</param>
    /// <param name="count">How many of them are counted.</param>
    /// <param name="frames">The frames of a clip.</param>
    /// <param name="chance">What draws clips.</param>
    public LastFrame(DrawConfig frame, ClipSet training, int count, int frames, Rng chance)
    {
        this.frame = frame;
        ways = frame.IsPalette ? frame.Colours : 2;
        var clip = new float[frames * frame.Values];
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            training.Read(i, frames, chance, clip);
            for (var at = frame.Values; at < clip.Length; at++)
            {
                sum += Math.Abs(clip[at] - clip[at - frame.Values]);
            }
        }

        // A pixel that changes leaves one colour of a palette, and enters another.
        var (changes, places) = frame.IsPalette ? (sum / 2, frame.Values / ways) : (sum, frame.Values);

        // One change and one rest more than were seen (Laplace), so that nothing is impossible.
        changed = (float)((changes + 1) / (((double)count * (frames - 1) * places) + 2));
    }

    public Tensor[] Costs(ClipShare clips, int frames)
    {
        var costs = new Tensor[frames];
        var blank = frame.IsPalette ? 1f / ways : 0;
        var before = clips.Frames.Backend.New(clips.Frames.Rows, frame.Values).Scale(1, blank);
        for (var n = 0; n < frames; n++)
        {
            var other = changed / (ways - 1);
            var chances = before.Scale(1 - (ways * other), other);
            var scores = frame.IsPalette ? chances.Log() : chances.Log() - chances.Scale(-1, 1).Log();
            before = clips.Frames.Part(n * frame.Values, frame.Values);
            costs[n] = PixelLikelihood.Cost(frame, scores, before);
        }

        return costs;
    }

    public void GoOn(ClipStart seen, int frames, Rng chance, Action<int, Tensor> tell)
    {
        var last = seen.Frame(new CpuBackend(), seen.Frames - 1);
        for (var n = seen.Frames; n < frames; n++)
        {
            tell(n, last);
        }
    }

    public int Noise => 0;

    public bool IsChancy => false;
}
