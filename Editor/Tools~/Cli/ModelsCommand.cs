using System.CommandLine;

namespace RnnGen.Cli;

/// <summary>The commands that look into models.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        return new Command("models", "Tells what models there are, what they are made of, and whether they are whole.")
        {
            ModelsListCommand.Create(),
            ModelsShowCommand.Create(),
            ModelsVerifyCommand.Create(),
        };
    }

    /// <summary>Creates the argument that names a model.</summary>
    public static Argument<string> Model()
    {
        return new Argument<string>("NAME|FILE")
        {
            Description = "The model: a name of the Models folder, or a .safetensors file.",
        };
    }
}
