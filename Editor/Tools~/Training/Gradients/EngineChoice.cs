using System.Runtime.InteropServices;

namespace RnnGen.Training;

/// <summary>Chooses what computes gradients.</summary>
public static class EngineChoice
{
    /// <summary>Makes an engine.</summary>
    /// <param name="name">
    /// One of <see cref="Names"/>: "native" is C#, on the processor; "torch" is libtorch, on a CUDA device or
    /// the processor; "auto" is libtorch where there is a CUDA device, else C#, which is faster there.
    /// </param>
    /// <param name="parameters">The parameters that gradients are wanted of.</param>
    /// <param name="threads">How many threads may work.</param>
    /// <exception cref="ArgumentException">There is no engine of this name.</exception>
    /// <exception cref="TorchUnavailableException">libtorch was chosen, and cannot be loaded.</exception>
    public static GradientEngine Create(string name, ParameterSet parameters, int threads)
    {
        if (!Names.Contains(name))
        {
            throw new ArgumentException(
                $"An engine must be {string.Join(", ", Names)}, but is '{name}'.", nameof(name));
        }

#if TORCH
        if (name == "torch" || (name == "auto" && HasCudaDriver && TorchGradients.HasCuda))
        {
            return new TorchGradients(parameters, threads);
        }
#endif
        return new TapeGradients(parameters, threads);
    }

    /// <summary>Gets the names to choose from.</summary>
    public static IReadOnlyList<string> Names { get; } =
#if TORCH
        ["auto", "native", "torch"];
#else
        ["auto", "native"];
#endif

#if TORCH
    // Asked first, as libtorch takes a second and 500 MB to say no.
    private static bool HasCudaDriver =>
        NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out _);
#endif
}
