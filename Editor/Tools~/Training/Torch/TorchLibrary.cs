using System.Runtime.InteropServices;
using TorchSharp;

namespace RnnGen.Training;

/// <summary>Loads libtorch, or says in one sentence why that fails.</summary>
internal static class TorchLibrary
{
    private static readonly string[] libraries = ["c10", "torch_cpu", "LibTorchSharp"];
    private static bool loaded;

    /// <summary>Loads libtorch if that was not done before.</summary>
    /// <exception cref="TorchUnavailableException">It is missing, or this system cannot load it.</exception>
    public static void Load()
    {
        if (loaded)
        {
            return;
        }

        if (OperatingSystem.IsLinux())
        {
            // Its threads spin while they wait, which costs a factor of ten on a machine that does something
            // else.
            _ = SetEnvironment("OMP_WAIT_POLICY", "passive", 0);
        }

        // TorchSharp hides the system's reason and copies 500 MB in search of a remedy, so the libraries are
        // tried here first.
        foreach (var library in libraries)
        {
            try
            {
                NativeLibrary.Load(library, typeof(torch).Assembly, null);
            }
            catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
            {
                throw new TorchUnavailableException(Explain(library, exception.Message), exception);
            }
        }

        loaded = true;
    }

    /// <summary>Sets how many threads libtorch may use.</summary>
    public static void UseThreads(int threads)
    {
        Load();
        torch.set_num_threads(threads);
    }

    // The variables that .NET sets are its own: native libraries do not see them.
    [DllImport("libc", EntryPoint = "setenv")]
    private static extern int SetEnvironment(string name, string value, int overwrite);

    private static string Explain(string library, string message)
    {
        const string Remedy = "build the program anew on this machine with 'dotnet build'";
        var old = Array.Find(message.Split('\n'), line => line.Contains("GLIBC", StringComparison.Ordinal));
        return old is null
            ? $"Training needs libtorch, whose part '{library}' cannot be found or loaded here "
                + $"({RuntimeInformation.RuntimeIdentifier}): {Remedy}."
            : $"Training needs libtorch, whose part '{library}' asks for newer system libraries "
                + $"({old.Trim()}): {Remedy}, or update libstdc++ to that of gcc 13.";
    }
}
