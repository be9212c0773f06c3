namespace RnnGen.Training;

/// <summary>Copying, learned on up to 20 vectors and tested on up to six times as many (section 4.1).</summary>
internal sealed class NtmCopy() : MachineExperiment(
    "ntm-copy", "Neural Turing machine: copy",
    "A memory with heads learns to copy, and copies sequences six times as long as any it has seen.",
    30, new CopyTask(), new(3500, 16_000, 6000))
{
    private protected override IReadOnlyList<Test> Tests { get; } =
    [
        new("20 vectors", new(20), Bound.AtMost(0.1), Bound.AtMost(0.1), Published: 0.1),
        new("40 vectors", new(40), null, Bound.AtMost(0.5)),
        new("120 vectors", new(120), null, Bound.AtMost(1)),
    ];
}
