namespace RnnGen.Training;

/// <summary>Associative recall, learned on 2 to 6 items and tested on up to 20 (section 4.3).</summary>
internal sealed class NtmRecall() : MachineExperiment(
    "ntm-recall", "Neural Turing machine: associative recall",
    "A memory with heads learns to find an item by its content, and what followed it.",
    40, new RecallTask(), new(5000, 10_000, 4000))
{
    private protected override IReadOnlyList<Test> Tests { get; } =
    [
        new("6 items", new(6), null, Bound.AtMost(0.5), Published: 0),
        new("10 items", new(10), null, Bound.AtMost(10), Published: 1.8),
        new("15 items", new(15), null, null, Published: 4.8),
        new("20 items", new(20), null, null, Published: 7),
    ];
}
