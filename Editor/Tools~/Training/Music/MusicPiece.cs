namespace RnnGen.Training;

/// <summary>A piece of music, and where it came from.</summary>
/// <param name="Name">The path below the folder that was named, with '/' between folders.</param>
/// <param name="Notes">Its notes, one or more.</param>
public sealed record MusicPiece(string Name, NoteSequence Notes);
