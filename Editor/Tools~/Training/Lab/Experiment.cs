namespace RnnGen.Training;

/// <summary>Represents an experiment that shows one claim of the lecture, and that it holds of this library.</summary>
/// <param name="name">The word by which it is run, as "vanishing-gradients".</param>
/// <param name="title">What the lecture calls its topic.</param>
/// <param name="claim">What is shown, in one sentence.</param>
/// <param name="minutes">How long the whole experiment takes, unless told otherwise.</param>
public abstract class Experiment(string name, string title, string claim, double minutes)
    : Topic(title, claim, "lab run " + name)
{
    /// <summary>Does the experiment.</summary>
    /// <param name="trial">What it is given. The same seed gives the same findings where time does not run out.</param>
    public abstract Findings Run(Trial trial);

    /// <summary>Gets the weights that the last whole run kept, which the quick form tests.</summary>
    /// <exception cref="InvalidDataException">There are none.</exception>
    private protected Checkpoint WeightsOf(Trial trial)
    {
        return trial.Weights ?? throw new InvalidDataException(
            $"The quick form of {Name} needs the weights of a whole run, but Models/lab has none.");
    }

    /// <summary>Gets the word by which it is run.</summary>
    public string Name { get; } = name;

    /// <summary>Gets how long the whole experiment takes, about, in minutes.</summary>
    public double Minutes { get; } = minutes;
}
