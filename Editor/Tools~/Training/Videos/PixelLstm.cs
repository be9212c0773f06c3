namespace RnnGen.Training;

/// <summary>
/// Tells frames pixel by pixel at once: an LSTM that reads all pixels of a frame, and scores those of the next, as the
/// future predictor of Srivastava, Mansimov and Salakhutdinov (2015) does, conditioned on its own frames.
/// </summary>
internal sealed class PixelLstm : IFramePredictor
{
    private const int Size = 256;

    private readonly SequenceNetwork network;
    private readonly int values;

    /// <param name="values">The values of a frame.</param>
    /// <param name="parameters">The set to which the network adds its parameters.</param>
    public PixelLstm(int values, ParameterSet parameters)
    {
        this.values = values;
        network = SequenceNetwork.Create(
            new SequenceConfig { Inputs = values, Outputs = values, Size = Size, Layers = 1 }, parameters);
    }

    public Tensor[] Costs(Tensor clips, Tensor noise, int frames)
    {
        var state = network.NewState(clips.Backend, clips.Rows);
        var before = clips.Backend.New(clips.Rows, values);
        var costs = new Tensor[frames];
        for (var n = 0; n < frames; n++)
        {
            var frame = clips.Part(n * values, values);
            costs[n] = network.Step(before, state).BernoulliLoss(frame);
            before = frame;
        }

        return costs;
    }

    public void GoOn(float[] clips, int rows, int seen, int frames, Rng chance, Action<int, Tensor> tell)
    {
        var on = new CpuBackend();
        on.NextStep();
        var state = network.NewState(on, rows);
        var before = on.New(rows, values);
        for (var n = 0; n < frames; n++)
        {
            on.NextStep();
            var painted = network.Step(before, state).Sigmoid();
            before = n < seen ? ClipRows.Frame(on, clips, rows, seen, n) : painted;
            if (n >= seen)
            {
                tell(n, painted);
            }
        }
    }

    public int Noise => 0;

    public bool IsChancy => false;
}
