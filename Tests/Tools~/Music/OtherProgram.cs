using System.Diagnostics;
using NUnit.Framework;

namespace RnnGen.Tools.Tests.Music;

/// <summary>Runs programs that tests compare with.</summary>
internal static class OtherProgram
{
    /// <summary>Runs a program to its end, and gets the lines it printed.</summary>
    public static string[] Run(string program, IEnumerable<string> arguments, string nodePath = "")
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        start.Environment["NODE_PATH"] = nodePath;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, program);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
