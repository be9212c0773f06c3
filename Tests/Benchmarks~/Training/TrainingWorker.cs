using System.Diagnostics;
using System.Globalization;

namespace RnnGen.Benchmarks;

/// <summary>
/// The side of a training engine that works, in a process of its own: so engines neither share threads nor
/// memory, and what each needs at most can be told.
/// </summary>
public static class TrainingWorker
{
    /// <summary>
    /// Answers each line of the input with "microseconds loss bytes" of a step, and its end with the peak of
    /// memory in KB.
    /// </summary>
    /// <param name="path">The file with weights and inputs.</param>
    /// <param name="engine">"rnngen" or "torch".</param>
    /// <param name="threads">How many threads may work.</param>
    /// <param name="work">The words of the work.</param>
    /// <param name="input">Where lines come from.</param>
    /// <param name="output">Where answers go.</param>
    public static void Run(
        string path, string engine, int threads, string[] work, TextReader input, TextWriter output)
    {
        var file = Checkpoint.Load(path);
        if (engine == "torch") TorchSharp.torch.set_num_threads(threads);
        using var trainer = engine == "torch"
            ? TrainingWork.Parse(work).Torch(file)
            : TrainingWork.Parse(work).Native(file, threads);
        while (input.ReadLine() is not null)
        {
            var before = GC.GetTotalAllocatedBytes();
            var start = Stopwatch.GetTimestamp();
            var loss = trainer.Step();
            var time = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            var bytes = GC.GetTotalAllocatedBytes() - before;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time} {loss} {bytes}"));
            output.Flush();
        }

        using var own = Process.GetCurrentProcess();
        output.WriteLine(own.PeakWorkingSet64 / 1024);
    }
}
