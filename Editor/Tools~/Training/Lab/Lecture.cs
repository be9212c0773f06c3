namespace RnnGen.Training;

/// <summary>The contents of Mengye Ren's lecture on recurrent networks.</summary>
public static class Lecture
{
    /// <summary>
    /// Gets the topics, in the order of the lecture: for each an experiment, other commands that show it, or that
    /// nothing does yet.
    /// </summary>
    public static IReadOnlyList<Topic> Topics { get; } =
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
        new SpatialAttention(),
        new Topic(
            "DRAW", "A network paints pictures stroke by stroke, and says how likely others are.",
            "image generate, image evaluate"),
        new Glimpses60(),
        new Glimpses100(),
        new Topic(
            "Instance segmentation with recurrent attention", "A network outlines one object after the other.", null),
        new Topic(
            "Events and key actors", "Attention over the players of a match finds who an event is about.", null),
        new BeamWidths(),
        new HuszarsLaw(),
        new Professor(),
        new RewardedLikelihood(),
        new Translate(),
        new Topic("Song from PI", "Networks in layers compose a melody, its chords and its drums.", null),
        new Topic(
            "DeepDrumpf", "A network writes character by character, after a prompt in brackets.",
            "text generate, text evaluate"),
    ];

    /// <summary>Gets the experiments among them.</summary>
    public static IReadOnlyList<Experiment> Experiments { get; } = [.. Topics.OfType<Experiment>()];
}
