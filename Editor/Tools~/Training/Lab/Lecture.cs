namespace RnnGen.Training;

/// <summary>The contents of Mengye Ren's lecture on recurrent networks: an experiment for each topic.</summary>
public static class Lecture
{
    /// <summary>Gets the experiments, in the order of the lecture.</summary>
    public static IReadOnlyList<Experiment> Experiments { get; } =
    [
        new RecurrentForms(),
        new VanishingGradients(),
        new Adding(),
        new Truncation(),
        new CheckpointingMemory(),
        new ExplodingGradients(),
        new NtmCopy(),
        new NtmRepeatCopy(),
        new NtmRecall(),
        new PhasedFrequency(),
        new PhasedMidi(),
        new Glimpses60(),
        new Glimpses100(),
        new BeamWidths(),
        new HuszarsLaw(),
        new Professor(),
        new RewardedLikelihood(),
        new Translate(),
    ];
}
