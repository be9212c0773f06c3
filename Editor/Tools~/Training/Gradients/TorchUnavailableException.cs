namespace RnnGen.Training;

/// <summary>Thrown when libtorch cannot be loaded; the message says why and what to do.</summary>
public sealed class TorchUnavailableException : Exception
{
    internal TorchUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
