namespace RnnGen.Training;

/// <summary>Repeated copying, learned on up to 10 vectors 10 times, tested on twice as much (section 4.2).</summary>
/// <remarks>
/// In many small steps: with 32 sequences in a step, and as many times asked for from the beginning, no start found
/// its way within 4,000. On twice as many vectors it may be wrong half as often as one that guesses; a count that is
/// twice as large as any it has heard it does not keep, and is right some 12 times.
/// </remarks>
internal sealed class NtmRepeatCopy() : MachineExperiment(
    "ntm-repeat-copy", "Neural Turing machine: repeat copy",
    "A memory with heads learns a loop within a loop: to copy a sequence as often as it is told.",
    40, new RepeatCopyTask(), new(16_000, 24_000, 8000, 8))
{
    private protected override IReadOnlyList<Test> Tests { get; } =
    [
        new("10 vectors, 10 times", new(10, 10), null, Bound.AtMost(1)),
        new("20 vectors, 10 times", new(20, 10), null, Bound.AtMost(25)),
        new("10 vectors, 20 times", new(10, 20), null, null),
    ];
}
