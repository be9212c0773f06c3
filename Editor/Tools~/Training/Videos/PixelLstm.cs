namespace RnnGen.Training;

/// <summary>
/// Tells frames pixel by pixel at once: an LSTM that reads all pixels of a frame, and the class, and scores the pixels
/// of the next, as the future predictor of Srivastava, Mansimov and Salakhutdinov (2015) does, conditioned on its own
/// frames.
/// </summary>
internal sealed class PixelLstm : IFramePredictor
{
    private const int Size = 256;

    private readonly SequenceNetwork network;
    private readonly DrawConfig frame;
    private readonly int classes;

    /// <param name="frame">The blueprint of a frame.</param>
    /// <param name="parameters">The set to which the network adds its parameters.</param>
    public PixelLstm(DrawConfig frame, ParameterSet parameters)
    {
        this.frame = frame;
        classes = frame.Classes > 0 ? frame.Classes + 1 : 0;
        network = SequenceNetwork.Create(
            new SequenceConfig { Inputs = frame.Values + classes, Outputs = frame.Values, Size = Size, Layers = 1 },
            parameters);
    }

    public Tensor[] Costs(ClipShare clips, int frames)
    {
        var (on, rows) = (clips.Frames.Backend, clips.Frames.Rows);
        var state = network.NewState(on, rows);
        var before = on.New(rows, frame.Values);
        var costs = new Tensor[frames];
        for (var n = 0; n < frames; n++)
        {
            var scores = network.Step(Tell(before, clips.Classes), state);
            before = clips.Frames.Part(n * frame.Values, frame.Values);
            costs[n] = PixelLikelihood.Cost(frame, scores, before);
        }

        return costs;
    }

    public void GoOn(ClipStart seen, int frames, Rng chance, Action<int, Tensor> tell)
    {
        var on = new CpuBackend();
        on.NextStep();
        var state = network.NewState(on, seen.Rows);
        var before = on.New(seen.Rows, frame.Values);
        for (var n = 0; n < frames; n++)
        {
            on.NextStep();
            var painted = PixelLikelihood.Probabilities(frame, network.Step(Tell(before, seen.Classes), state));
            before = n < seen.Frames ? seen.Frame(on, n) : painted;
            if (n >= seen.Frames)
            {
                tell(n, painted);
            }
        }
    }

    private Tensor Tell(Tensor pixels, ReadOnlyMemory<int> labels)
    {
        if (classes == 0)
        {
            return pixels;
        }

        var told = new float[labels.Length * classes];
        for (var row = 0; row < labels.Length; row++)
        {
            told[(row * classes) + labels.Span[row]] = 1;
        }

        return pixels.Join(pixels.Backend.From(told, labels.Length, classes));
    }

    public int Noise => 0;

    public bool IsChancy => false;
}
