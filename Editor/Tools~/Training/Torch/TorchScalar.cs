using TorchSharp;

namespace RnnGen.Training;

/// <summary>Holds the numbers that libtorch is given again and again.</summary>
/// <remarks>
/// TorchSharp makes a <see cref="Scalar"/> of a number, and gives libtorch its memory without holding it: a
/// garbage collection at that moment frees it under libtorch's hands. Its add(Tensor) makes one unseen.
/// </remarks>
internal static class TorchScalar
{
    public static readonly Scalar One = 1;
    public static readonly Scalar MinusOne = -1;

    /// <summary>The ends of what <see cref="Tensor.Exp"/> tells apart.</summary>
    public static readonly Scalar ExpFrom = -87;

    /// <inheritdoc cref="ExpFrom"/>
    public static readonly Scalar ExpTo = 88;

    /// <summary>The smallest number of which <see cref="Tensor.Log"/> is taken.</summary>
    public static readonly Scalar SmallestLog = 1e-30;

    /// <summary>The ends of what <see cref="Tensor.TimeGate"/> tells apart.</summary>
    public static readonly Scalar ShortestPeriod = 1e-6f;

    /// <inheritdoc cref="ShortestPeriod"/>
    public static readonly Scalar LeastOpen = 1e-3f;
}
