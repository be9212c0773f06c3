using TorchSharp;

namespace RnnGen.Training;

/// <summary>Holds the numbers that libtorch is given again and again.</summary>
/// <remarks>
/// TorchSharp makes a <see cref="Scalar"/> of a number, and gives libtorch its memory without holding it: a
/// garbage collection at that moment frees it under libtorch's hands. Its add(Tensor) and sub(Tensor) make
/// one unseen.
/// </remarks>
internal static class TorchScalar
{
    public static readonly Scalar One = 1;
    public static readonly Scalar MinusOne = -1;
}
