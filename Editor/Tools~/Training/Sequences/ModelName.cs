namespace RnnGen.Training;

/// <summary>Provides the names of files that lie beside a model.</summary>
public static class ModelName
{
    private const string Ending = ".safetensors";

    /// <summary>Gets the name of a model's file with another ending, as ".sample.png".</summary>
    /// <remarks>Of other names no part is an ending: "song v1.2" becomes "song v1.2.sample.mid".</remarks>
    public static string With(string file, string ending)
    {
        return (file.EndsWith(Ending, StringComparison.Ordinal) ? file[..^Ending.Length] : file) + ending;
    }
}
