using System.Diagnostics;

namespace RnnGen.Benchmarks;

/// <summary>
/// Measures one step of training, forward, backward and Adam, in this library, in TorchSharp and, where it is
/// installed, in PyTorch.
/// </summary>
/// <remarks>
/// Engines begin with the same weights, read the same inputs, take turns, and must report the same loss in the first
/// steps; later, differences in rounding add up.
/// </remarks>
public sealed class TrainingBenchmark
{
    private const double Tolerance = 1e-3;
    private const int ComparedSteps = 30;

    // What .NET takes to compile at its best what it runs often.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    private readonly string[] own;
    private readonly Action<string> say;

    /// <param name="own">The command line that starts this program as a <see cref="TrainingWorker"/>.</param>
    /// <param name="say">Is told news.</param>
    public TrainingBenchmark(string[] own, Action<string> say)
    {
        this.own = own;
        this.say = say;
    }

    /// <summary>Measures all engines.</summary>
    /// <param name="words">The work: see <see cref="TrainingWork.Parse"/>.</param>
    /// <param name="threads">How many threads each may use.</param>
    /// <param name="rounds">How many steps are timed, after some seconds that are not.</param>
    /// <param name="progress">Is told after these seconds and after each round.</param>
    /// <exception cref="InvalidOperationException">The engines report different losses.</exception>
    public IReadOnlyList<TrainingResult> Run(string[] words, int threads, int rounds, Action progress)
    {
        var path = Path.GetTempFileName();
        List<TrainingProcess> engines = [];
        try
        {
            TrainingWork.Parse(words).Make().Save(path);
            foreach (var engine in new[] { "rnngen", "torch" })
            {
                string[] arguments = [.. own[1..], path, engine, $"{threads}", .. words];
                engines.Add(new(engine == "torch" ? "torchsharp" : engine, own[0], arguments));
            }

            if (Python.Find() is { } python)
            {
                engines.Add(new("pytorch", python, ["-c", Python.Script, path, $"{threads}", .. words]));
            }
            else
            {
                say("PyTorch is left out: no python3 here can import torch and numpy "
                    + "(Debian: apt install python3-torch python3-numpy libopenblas0).");
            }

            var steps = 0;
            // The first waits until all have started.
            Step(engines, steps++, isTimed: false);
            for (var start = Stopwatch.StartNew(); start.Elapsed < WarmUp;) Step(engines, steps++, isTimed: false);
            progress();
            for (var round = 0; round < rounds; round++)
            {
                Step(engines, steps++, isTimed: true);
                progress();
            }

            return engines.ConvertAll(engine => engine.End(string.Join(' ', words), threads));
        }
        finally
        {
            engines.ForEach(engine => engine.Dispose());
            File.Delete(path);
        }
    }

    private static void Step(List<TrainingProcess> engines, int before, bool isTimed)
    {
        var losses = engines.ConvertAll(engine => engine.Step(isTimed));
        var most = before < ComparedSteps ? Tolerance * Math.Abs(losses[0]) : double.MaxValue;
        for (var i = 1; i < losses.Count; i++)
        {
            if (!(Math.Abs(losses[i] - losses[0]) <= most))
            {
                throw new InvalidOperationException(
                    $"All engines must report the same loss, but {engines[0].Engine} reports {losses[0]} and "
                    + $"{engines[i].Engine} {losses[i]}.");
            }
        }
    }
}
