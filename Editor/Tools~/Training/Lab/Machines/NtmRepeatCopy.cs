namespace RnnGen.Training;

/// <summary>Repeated copying, learned on up to 10 vectors 10 times, tested on twice as much (section 4.2).</summary>
internal sealed class NtmRepeatCopy() : MachineExperiment(
    "ntm-repeat-copy", "Neural Turing machine: repeat copy",
    "A memory with heads learns a loop within a loop: to copy a sequence as often as it is told.",
    40, new RepeatCopyTask(), new(4000, 8000, 3000))
{
    private protected override IReadOnlyList<Test> Tests { get; } =
    [
        new("10 vectors, 10 times", new(10, 10), null, Bound.AtMost(1)),
        new("20 vectors, 10 times", new(20, 10), null, null),
        new("10 vectors, 20 times", new(10, 20), null, null),
    ];
}
