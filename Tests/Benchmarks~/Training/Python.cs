using System.Diagnostics;

namespace RnnGen.Benchmarks;

/// <summary>Finds a Python that has PyTorch.</summary>
internal static class Python
{
    /// <summary>Gets the program; null if there is none.</summary>
    public static string? Find()
    {
        return Array.Find(["python3", "/usr/bin/python3"], HasTorch);
    }

    /// <summary>Gets the script that trains.</summary>
    public static string Script
    {
        get
        {
            using var resource = typeof(Python).Assembly.GetManifestResourceStream("pytorch.py")!;
            using var script = new StreamReader(resource);
            return script.ReadToEnd();
        }
    }

    private static bool HasTorch(string program)
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo(program, ["-c", "import torch, numpy"])
            {
                RedirectStandardError = true,
            })!;
            python.StandardError.ReadToEnd();
            python.WaitForExit();
            return python.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
