namespace RnnGen.Training;

/// <summary>How a network does on the polyphonic benchmark.</summary>
/// <param name="Benchmark">The corpus.</param>
/// <param name="Split">The split that was scored.</param>
/// <param name="Songs">Its songs.</param>
/// <param name="Frames">The frames that were predicted: all but the first of each song.</param>
/// <param name="Model">The network's score.</param>
/// <param name="Baselines">The scores of predictors that see the previous frame and nothing else.</param>
public sealed record PianoRollReport(
    string Benchmark,
    string Split,
    int Songs,
    int Frames,
    FrameScore Model,
    IReadOnlyList<FrameScore> Baselines);

/// <summary>A score.</summary>
/// <param name="Name">Whose score it is.</param>
/// <param name="Nll">The negative log likelihood of 88 Bernoulli variables, in nats a frame.</param>
public sealed record FrameScore(string Name, double Nll);
