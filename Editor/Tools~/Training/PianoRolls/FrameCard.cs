namespace RnnGen.Training;

/// <summary>What the file of a frame network says about where it comes from.</summary>
/// <param name="Data">What it was trained on.</param>
/// <param name="Selection">What else had a say in its weights.</param>
/// <param name="Settings">How it was trained.</param>
/// <param name="Command">What makes it again.</param>
/// <param name="Result">Its score, beside the baselines.</param>
public sealed record FrameCard(
    string Data, string Selection, FrameTraining Settings, string Command, PianoRollReport Result)
{
    /// <summary>Initializes the card of a network that was trained on a corpus of the benchmark.</summary>
    /// <param name="settings">How it was trained.</param>
    /// <param name="result">Its score.</param>
    /// <param name="minutes">The time that it was given, or null.</param>
    public FrameCard(FrameTraining settings, PianoRollReport result, double? minutes = null)
        : this(
            $"Split 'train' of the piano-roll benchmark '{result.Benchmark}', each song transposed anew in "
                + $"each round by up to {settings.Transpose} semitones",
            "The weights with the best score on the split 'valid', which also ended the training",
            settings,
            $"rnngen music evaluate --benchmark {result.Benchmark} --seed {settings.Seed} --threads 1 "
                + $"--out FILE{(IsDefault(settings, result) ? "" : " --config SETTINGS")}"
                + (minutes is null ? "" : FormattableString.Invariant($" --minutes {minutes}")),
            result)
    {
    }

    private static bool IsDefault(FrameTraining settings, PianoRollReport result)
    {
        return settings == PianoRollBenchmark.SettingsFor(result.Benchmark) with { Seed = settings.Seed };
    }
}
