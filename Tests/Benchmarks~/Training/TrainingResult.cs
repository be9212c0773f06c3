namespace RnnGen.Benchmarks;

/// <summary>What one engine took for one step of training.</summary>
/// <param name="Work">The work: "lstm 2 256 64 128".</param>
/// <param name="Engine">Who did it: "rnngen", "torchsharp" or "pytorch".</param>
/// <param name="Threads">The threads that worked.</param>
/// <param name="MedianUs">The median of all steps, in microseconds.</param>
/// <param name="LeastUs">The fastest step, in microseconds.</param>
/// <param name="BytesPerStep">The managed memory that a step allocated.</param>
/// <param name="PeakMB">The most memory that the process held, its runtime included.</param>
public sealed record TrainingResult(
    string Work, string Engine, int Threads, double MedianUs, double LeastUs, double BytesPerStep, double PeakMB);
