using System.Diagnostics;

namespace RnnGen.Benchmarks;

/// <summary>Times the steps of one engine in blocks, between which others have their turn.</summary>
/// <remarks>
/// On a machine that is shared, the fastest block is the one that was disturbed least: its median is the
/// figure to compare. The 99th percentile is over all blocks. Memory is that of the block that allocated least,
/// as the runtime itself allocates now and then, on whatever thread it meets.
/// </remarks>
internal sealed class StepTimer
{
    private readonly long[] ticks;
    private readonly int warm;
    private readonly List<long> all = [];
    private long bestMedian = long.MaxValue;
    private long leastBytes = long.MaxValue;

    /// <param name="steps">The steps of a block.</param>
    /// <param name="warm">
    /// The steps before them that are not counted: they fetch the engine's weights.
    /// </param>
    public StepTimer(int steps, int warm)
    {
        ticks = new long[steps];
        this.warm = warm;
    }

    /// <summary>Runs a block.</summary>
    public void Run(Action<int> step)
    {
        for (var i = 0; i < warm; i++) step(i);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < ticks.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            step(i);
            ticks[i] = Stopwatch.GetTimestamp() - start;
        }

        leastBytes = Math.Min(leastBytes, GC.GetAllocatedBytesForCurrentThread() - before);
        all.AddRange(ticks);
        Array.Sort(ticks);
        bestMedian = Math.Min(bestMedian, ticks[ticks.Length / 2]);
    }

    /// <summary>Gets what was measured so far.</summary>
    public BenchmarkResult Result(string work, string engine, int layers, int hidden, int threads)
    {
        var sorted = all.Order().ToArray();
        return new BenchmarkResult(
            work,
            engine,
            layers,
            hidden,
            threads,
            Microseconds(bestMedian),
            Microseconds(sorted[(int)Math.Ceiling(0.99 * sorted.Length) - 1]),
            (double)leastBytes / ticks.Length);
    }

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;
}
