namespace RnnGen.Training;

/// <summary>A video to learn from; one of a single frame may be a shape that is to move.</summary>
/// <param name="Name">The path below the folder that was named, or the number in its file.</param>
/// <param name="Frames">The frames, at least one.</param>
/// <param name="Class">What it shows, in a word, or null if that is not known.</param>
public sealed record Film(string Name, IReadOnlyList<Picture> Frames, string? Class = null);
