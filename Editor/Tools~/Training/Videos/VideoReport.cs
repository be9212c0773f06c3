namespace RnnGen.Training;

/// <summary>How well a model tells videos, beside simpler predictors.</summary>
/// <param name="Clips">The clips that were measured.</param>
/// <param name="Seen">The frames that were seen; all figures are of those behind them.</param>
/// <param name="Frames">The frames of a clip.</param>
/// <param name="Tries">How often what depends on chance went on from each clip.</param>
/// <param name="Scores">The model, and the baselines.</param>
public sealed record VideoReport(int Clips, int Seen, int Frames, int Tries, IReadOnlyList<VideoScore> Scores);

/// <summary>What a predictor is worth.</summary>
/// <param name="Name">The predictor.</param>
/// <param name="Weights">Its weights.</param>
/// <param name="Steps">The steps for which it learned; null if they are unknown, or it does not learn.</param>
/// <param name="Nats">What a frame costs that is told knowing all before: an upper bound, where it draws.</param>
/// <param name="Error">
/// The squared error of a frame, summed over the values of its pixels, when it goes on by itself.
/// </param>
/// <param name="NatsOfFrames">The cost of each frame behind those that were seen.</param>
/// <param name="ErrorOfFrames">The error of each of them.</param>
public sealed record VideoScore(
    string Name, long Weights, int? Steps, double Nats, double Error, IReadOnlyList<double> NatsOfFrames,
    IReadOnlyList<double> ErrorOfFrames);
