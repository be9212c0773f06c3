namespace RnnGen.Training;

/// <summary>How a frame network does after a round through the training songs.</summary>
/// <param name="Round">The number of rounds so far.</param>
/// <param name="Training">The mean loss of the round, with dropout; nats a frame.</param>
/// <param name="Valid">The score on the songs that choose; nats a frame.</param>
/// <param name="Best">The best score so far.</param>
public readonly record struct FrameProgress(int Round, double Training, double Valid, double Best);

/// <summary>
/// Trains a frame network by teacher-forced maximum likelihood over truncated windows, and keeps the weights
/// that score best on songs apart from the training songs.
/// </summary>
public sealed class FrameTrainer
{
    private const double NormLimit = 5;

    private readonly FrameTraining training;
    private readonly FrameStream stream;
    private readonly Rng rng;
    private readonly float[][] inputs;
    private readonly float[][] targets;
    private readonly bool[][] begins;

    /// <summary>Initializes a trainer and a network with new weights.</summary>
    public FrameTrainer(FrameTraining training, IReadOnlyList<PianoRoll> songs)
    {
        this.training = training;
        rng = new Rng(training.Seed);
        stream = new FrameStream(songs, training.Rows, training.Transpose, rng);
        inputs = Windows<float>(training.Rows * PianoRoll.Keys);
        targets = Windows<float>(training.Rows * PianoRoll.Keys);
        begins = Windows<bool>(training.Rows);
        Model = new FrameModel(
            new SequenceConfig
            {
                Cell = "lstm",
                Size = training.Size,
                Layers = training.Layers,
                Dropout = training.Dropout,
            },
            training.Seed);
    }

    /// <summary>
    /// Trains until the score no longer improves, or a token asks to stop; then the best weights are set.
    /// </summary>
    /// <param name="valid">The songs that choose.</param>
    /// <param name="threads">How many threads may work.</param>
    /// <param name="report">Called after each round.</param>
    /// <param name="stop">Ends training early.</param>
    /// <returns>The best score on the songs that choose.</returns>
    public double Run(
        IReadOnlyList<PianoRoll> valid, int threads, Action<FrameProgress> report, CancellationToken stop)
    {
        var parameters = Model.Parameters;
        using var engine = new TapeGradients(parameters, threads);
        var state = new SpreadState(Model.Network, engine, training.Rows, withDropout: true);
        var gradients = new WeightVector(parameters);
        var adam = new Adam(parameters);
        var clipping = new Clipping(NormLimit);
        var plateau = new Plateau(training.Patience, training.StopAfter);
        var best = WeightVector.Of(parameters);
        var windows = (int)Math.Max(1, stream.Frames / (training.Rows * training.Steps));
        for (var round = 1; round <= training.Rounds && !plateau.IsOver; round++)
        {
            var loss = 0.0;
            for (var i = 0; i < windows && !stop.IsCancellationRequested; i++)
            {
                Fill();
                state.Reseed(rng);
                loss += engine.Differentiate(
                    on => state.On(on) is { } part ? Window(part) : null,
                    1.0 / (training.Rows * training.Steps),
                    gradients);
                if (clipping.Apply(gradients))
                {
                    adam.Step(gradients, training.Rate * plateau.RateFactor * clipping.RateFactor, engine);
                }
            }

            var score = Model.Score(valid);
            if (plateau.IsBest(score))
            {
                best = WeightVector.Of(parameters);
            }

            report(new FrameProgress(round, loss / windows, score, plateau.Best));
            if (stop.IsCancellationRequested)
            {
                break;
            }
        }

        best.CopyTo(parameters);
        return plateau.Best;
    }

    private Tensor Window(SpreadState.Part part)
    {
        var (share, state, chance) = part;
        var dropout = new Dropout(training.InputDropout, chance!);
        var keys = new Range(share.First * PianoRoll.Keys, (share.First + share.Count) * PianoRoll.Keys);
        Tensor? sum = null;
        for (var t = 0; t < training.Steps; t++)
        {
            var begin = begins[t].AsMemory(share.First, share.Count);
            if (begin.Span.Contains(true))
            {
                state.Reset(begin);
            }

            var frame = share.On.From(inputs[t].AsSpan(keys), share.Count, PianoRoll.Keys);
            var next = share.On.From(targets[t].AsSpan(keys), share.Count, PianoRoll.Keys);
            var loss = Model.Network.Step(dropout.Apply(frame), state).BernoulliLoss(next);
            sum = sum is null ? loss : sum + loss;
        }

        state.Keep();
        return sum!;
    }

    private void Fill()
    {
        for (var t = 0; t < training.Steps; t++)
        {
            stream.Next(inputs[t], targets[t], begins[t]);
        }
    }

    private T[][] Windows<T>(int length)
    {
        return [.. Enumerable.Range(0, training.Steps).Select(_ => new T[length])];
    }

    /// <summary>The network that is trained.</summary>
    public FrameModel Model { get; }
}
