namespace RnnGen.Training;

/// <summary>A text, and where it came from.</summary>
/// <param name="Name">The path below the folder that was named, with '/' between folders.</param>
/// <param name="Text">The text, one character or more; lines end in '\n'.</param>
public sealed record TextPiece(string Name, string Text);
