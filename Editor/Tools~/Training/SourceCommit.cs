using System.Diagnostics;

namespace RnnGen.Training;

/// <summary>Tells which version of its sources this program was built in.</summary>
public static class SourceCommit
{
    /// <summary>
    /// Gets the name of the commit, marked as dirty where files were changed since; null without git.
    /// </summary>
    public static string? Name { get; } = Read();

    private static string? Read()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", "describe --always --dirty --abbrev=12")
            {
                WorkingDirectory = AppContext.BaseDirectory,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var commit = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? commit : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Without git there is no commit to tell of.
            return null;
        }
    }
}
