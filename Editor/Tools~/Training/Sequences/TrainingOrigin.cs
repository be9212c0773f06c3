namespace RnnGen.Training;

/// <summary>What a training must go on with.</summary>
/// <param name="Line">Settings, seed and a hash of the data, as one line.</param>
/// <param name="Network">
/// A hash of the blueprint, which is that of a model to begin with whatever settings say; null if it is not known, as
/// of what version 0.1.0 saved.
/// </param>
/// <param name="From">The file name of the model to begin with, empty for none; null if it is not known.</param>
internal sealed record TrainingOrigin(string Line, string? Network = null, string? From = null);
