namespace RnnGen.Training;

/// <summary>A clip of the validation, as the network sees it.</summary>
/// <param name="Frames">The frames.</param>
/// <param name="Class">The number of its class, or null if it has none.</param>
public sealed record ShownClip(IReadOnlyList<Picture> Frames, int? Class);
