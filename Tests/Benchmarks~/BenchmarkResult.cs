namespace RnnGen.Benchmarks;

/// <summary>What one engine took for one piece of work.</summary>
/// <param name="Work">The piece of work: "inference", "training" or the name of a corpus.</param>
/// <param name="Engine">Who did it: "rnngen", or the other program.</param>
/// <param name="Layers">The layers of the network; 0 where there is none.</param>
/// <param name="Hidden">The units of each layer; 0 where there is none.</param>
/// <param name="Threads">The threads that worked.</param>
/// <param name="MedianUs">The median of the fastest block of steps, in microseconds.</param>
/// <param name="P99Us">The time that 99 % of all steps did not exceed, in microseconds.</param>
/// <param name="BytesPerStep">The managed memory that a step allocated, in the block that allocated least.</param>
public sealed record BenchmarkResult(
    string Work,
    string Engine,
    int Layers,
    int Hidden,
    int Threads,
    double MedianUs,
    double P99Us,
    double BytesPerStep);
