namespace RnnGen.Training;

/// <summary>How a training that learns to draw frame after frame stands after a validation.</summary>
/// <param name="Model">The model as it is now.</param>
/// <param name="Bound">What the validation measured.</param>
/// <param name="Clips">Some clips of the validation, always the same.</param>
/// <param name="Steps">The number of steps of training.</param>
/// <param name="Seed">Where chance starts, for samples that are drawn alike each time.</param>
public sealed record VideoProgress(
    VideoModel Model, VideoBound Bound, IReadOnlyList<ShownClip> Clips, int Steps, ulong Seed);
