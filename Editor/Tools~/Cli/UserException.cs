namespace RnnGen.Cli;

/// <summary>A failure that the user can do something about.</summary>
/// <param name="exitCode">1 wrong usage, 2 bad input, 3 failed; see <see cref="ExitCode"/>.</param>
/// <param name="sentence">One full sentence: what was expected, what was found, what to do.</param>
internal sealed class UserException(int exitCode, string sentence) : Exception(sentence)
{
    public int ExitCode { get; } = exitCode;
}
