using System.CommandLine;

namespace RnnGen.Cli;

/// <summary>The folders and files of text that commands read.</summary>
internal static class TextFiles
{
    /// <summary>Creates the required option that names them.</summary>
    public static Option<string[]> Data(string description) => new("--data")
    {
        Description = description,
        HelpName = "DIR|FILE",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Requires that each is there.</summary>
    /// <exception cref="UserException">One is not.</exception>
    public static void Require(IReadOnlyList<string> places)
    {
        foreach (var place in places.Where(place => !File.Exists(place)))
        {
            InputFile.RequireFolder(place, "A file or folder of text");
        }
    }
}
