using System.Text.Json;

namespace RnnGen.Training;

/// <summary>How a frame network is trained. A file of settings is JSON and holds those that differ.</summary>
public sealed record FrameTraining
{
    /// <summary>The number of units in each layer.</summary>
    public int Size { get; init; } = 256;

    /// <summary>The number of LSTM layers.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>The share of values dropped between layers.</summary>
    public float Dropout { get; init; }

    /// <summary>The share of input keys dropped.</summary>
    public float InputDropout { get; init; } = 0.1f;

    /// <summary>The learning rate of Adam at first.</summary>
    public double Rate { get; init; } = 6e-3;

    /// <summary>The number of songs side by side.</summary>
    public int Rows { get; init; } = 16;

    /// <summary>
    /// The number of frames through which gradients flow back; the state is carried on beyond them.
    /// </summary>
    public int Steps { get; init; } = 16;

    /// <summary>The most semitones by which training songs are transposed, each time anew.</summary>
    public int Transpose { get; init; } = 6;

    /// <summary>Rounds through the training songs, at most.</summary>
    public int Rounds { get; init; } = 400;

    /// <summary>
    /// The rounds without a better score on the valid songs after which the rate is halved.
    /// </summary>
    public int Patience { get; init; } = 4;

    /// <summary>The rounds without a better score on the valid songs after which training ends.</summary>
    public int StopAfter { get; init; } = 16;

    /// <summary>Where chance starts.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Reads settings that differ from these.</summary>
    /// <exception cref="JsonException">
    /// The text is not JSON, or has a setting that does not exist.
    /// </exception>
    /// <exception cref="ArgumentException">A setting is out of its range: the message says which.</exception>
    public FrameTraining With(string text)
    {
        var settings = SettingsText.Merge(this, text);
        settings.Check();
        return settings;
    }

    private void Check()
    {
        foreach (var (name, value) in new[]
        {
            ("size", Size), ("layers", Layers), ("rows", Rows), ("steps", Steps), ("rounds", Rounds),
            ("patience", Patience), ("stopAfter", StopAfter),
        })
        {
            LearningSettings.Require(value is >= 1 and <= 10_000, name, "from 1 to 10000", value);
        }

        LearningSettings.Require(Dropout is >= 0 and < 1, "dropout", "at least 0 and below 1", Dropout);
        LearningSettings.Require(InputDropout is >= 0 and < 1, "inputDropout", "at least 0 and below 1", InputDropout);
        LearningSettings.Require(Rate is > 0 and <= 1, "rate", "above 0 and at most 1", Rate);
        LearningSettings.Require(Transpose is >= 0 and < PianoRoll.Keys, "transpose", "from 0 to 87", Transpose);
    }
}
