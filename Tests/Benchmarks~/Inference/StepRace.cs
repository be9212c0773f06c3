using System.Diagnostics;

namespace RnnGen.Benchmarks;

/// <summary>Times engines that take turns in one process.</summary>
internal static class StepRace
{
    private static readonly TimeSpan blockTime = TimeSpan.FromMilliseconds(15);

    /// <summary>Times the steps of all engines.</summary>
    /// <param name="engines">The engines.</param>
    /// <param name="tokens">What they read, over and over.</param>
    /// <param name="rounds">How many turns each engine has.</param>
    /// <param name="result">Makes the result of an engine.</param>
    public static List<BenchmarkResult> Run(
        StepEngine[] engines, int[] tokens, int rounds, Func<StepEngine, StepTimer, BenchmarkResult> result)
    {
        var timers = Array.ConvertAll(engines, engine => NewTimer(engine, tokens));
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < engines.Length; i++)
            {
                var engine = engines[i];
                timers[i].Run(step => engine.Step(tokens[step % tokens.Length]));
            }
        }

        return [.. engines.Zip(timers, result)];
    }

    // Long enough for the second tier of the compiler, which works in the background, to be done.
    private static StepTimer NewTimer(StepEngine engine, int[] tokens)
    {
        for (var round = 0; round < 4; round++)
        {
            for (var i = 0; i < 50; i++) engine.Step(tokens[i]);
            Thread.Sleep(60);
        }

        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < 10; i++) engine.Step(tokens[i]);
        var steps = (int)Math.Clamp(10 * (blockTime / Stopwatch.GetElapsedTime(start)), 10, 1000);
        return new StepTimer(steps, (steps / 10) + 2);
    }
}
