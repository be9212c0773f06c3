namespace RnnGen.Training;

/// <summary>
/// Represents a network that hears a frame of 88 keys at each step and gives the log odds of each to sound in the
/// next: what the polyphonic benchmark measures.
/// </summary>
public sealed class FrameModel
{
    private const int ScoringRows = 16;

    /// <summary>Initializes a network with new weights.</summary>
    public FrameModel(SequenceConfig config, ulong seed)
    {
        Parameters = new ParameterSet(seed);
        Network = SequenceNetwork.Create(config, Parameters);
    }

    /// <inheritdoc cref="FrameBaseline.Score"/>
    public double Score(IReadOnlyList<PianoRoll> songs)
    {
        // Longest first, so that the rows of a batch end at about the same time.
        var order = songs.Where(song => song.Predicted > 0).OrderByDescending(song => song.Length).ToArray();
        var total = order.Chunk(ScoringRows).Sum(Loss);
        return total / order.Sum(song => (double)song.Predicted);
    }

    private double Loss(PianoRoll[] songs)
    {
        var backend = new CpuBackend();
        var state = Network.NewState(backend, songs.Length);
        var frames = new float[songs.Length * PianoRoll.Keys];
        var logits = new double[PianoRoll.Keys];
        var loss = 0.0;
        for (var t = 0; t < songs[0].Predicted; t++)
        {
            backend.NextStep();
            for (var row = 0; row < songs.Length && t < songs[row].Predicted; row++)
            {
                songs[row].CopyTo(t, frames.AsSpan(row * PianoRoll.Keys));
            }

            var scores = Network.Step(backend.From(frames, songs.Length, PianoRoll.Keys), state);
            for (var row = 0; row < songs.Length && t < songs[row].Predicted; row++)
            {
                var values = scores.Row(row);
                for (var key = 0; key < logits.Length; key++)
                {
                    logits[key] = values[key];
                }

                loss += FrameBaseline.Loss(logits, songs[row][t + 1]);
            }
        }

        return loss;
    }

    /// <summary>The weights.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>The network.</summary>
    public SequenceNetwork Network { get; }
}
