namespace RnnGen.Media;

/// <summary>A video could not be written.</summary>
public sealed class VideoException : Exception
{
    internal VideoException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
