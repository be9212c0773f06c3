namespace RnnGen.Training;

/// <summary>Represents a topic of the lecture, and what shows it here.</summary>
/// <param name="title">What the lecture calls it.</param>
/// <param name="claim">What is shown, in one sentence.</param>
/// <param name="command">The commands that show it, as "image generate", or null where none does yet.</param>
public class Topic(string title, string claim, string? command)
{
    /// <summary>Gets what the lecture calls it.</summary>
    public string Title { get; } = title;

    /// <summary>Gets what is shown, in one sentence.</summary>
    public string Claim { get; } = claim;

    /// <summary>Gets the commands that show it, as "image generate", or null where none does yet.</summary>
    public string? Command { get; } = command;
}
