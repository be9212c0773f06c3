using System.Text.Encodings.Web;
using System.Text.Json;
using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary>What is kept of a run of an experiment, in the file NAME.json.</summary>
/// <param name="Name">The experiment.</param>
/// <param name="Claim">What it shows.</param>
/// <param name="Holds">Whether every figure was as it must be.</param>
/// <param name="Command">What repeats it.</param>
/// <param name="Commit">The version of the sources, or null where it is not known.</param>
/// <param name="Date">The day, as 2026-11-24.</param>
/// <param name="Minutes">How long it took.</param>
/// <param name="Figures">What was measured.</param>
internal sealed record LabRecord(
    string Name, string Claim, bool Holds, string Command, string? Commit, string Date, double Minutes,
    IReadOnlyList<Figure> Figures)
{
    private static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Gets what the package keeps of an experiment, or null.</summary>
    public static LabRecord? Find(string name)
    {
        return ShippedFile(name + ".json") is { } path
            ? JsonSerializer.Deserialize<LabRecord>(File.ReadAllText(path), json)
            : null;
    }

    /// <summary>Gets a file that the package keeps of an experiment, or null if it keeps none.</summary>
    public static string? ShippedFile(string name)
    {
        return ModelFile.Folder is { } models && Path.Combine(models, "lab", name) is var path && File.Exists(path)
            ? path
            : null;
    }

    /// <summary>Writes the file.</summary>
    public void Save(string path)
    {
        OutputFile.Write(path, [.. JsonSerializer.SerializeToUtf8Bytes(this, json), (byte)'\n']);
    }
}
