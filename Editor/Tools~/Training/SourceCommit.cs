using System.Reflection;

namespace RnnGen.Training;

/// <summary>Tells which version of its sources this program was built from.</summary>
public static class SourceCommit
{
    /// <summary>
    /// Gets the name of the commit, marked as dirty where files had been changed since; null if it was built without
    /// git.
    /// </summary>
    public static string? Name { get; } = typeof(SourceCommit).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(text => text.Key == "Commit")?.Value;
}
