using System.CommandLine;

namespace RnnGen.Cli;

/// <summary>The commands that show the claims of the lecture to hold.</summary>
internal static class LabCommand
{
    public static Command Create()
    {
        return new Command("lab", "Shows the claims of the lecture to hold, one experiment each.")
        {
            LabListCommand.Create(),
            LabRunCommand.Create(),
        };
    }
}
