namespace RnnGen.Cli;

/// <summary>What the process tells the shell.</summary>
internal static class ExitCode
{
    public const int WrongUsage = 1;
    public const int BadInput = 2;
    public const int Failed = 3;
    public const int Interrupted = 130;
}
