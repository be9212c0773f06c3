namespace RnnGen.Training;

/// <summary>A picture to learn from, and where it came from.</summary>
/// <param name="Name">The path below the folder that was named, or the number in its file.</param>
/// <param name="Picture">The picture.</param>
/// <param name="Class">What it shows, in a word, or null if that is not known.</param>
public sealed record LabelledPicture(string Name, Picture Picture, string? Class);
