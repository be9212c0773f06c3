namespace RnnGen.Media;

/// <summary>The exception that is thrown when bytes that should be a picture are none.</summary>
public sealed class PictureFormatException(string message) : Exception(message);
