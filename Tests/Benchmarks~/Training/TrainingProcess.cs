using System.Diagnostics;
using System.Globalization;

namespace RnnGen.Benchmarks;

/// <summary>The side of a training engine that asks: see <see cref="TrainingWorker"/>.</summary>
internal sealed class TrainingProcess : IDisposable
{
    private readonly Process process;
    private readonly List<double> times = [];
    private double bytes;

    /// <param name="engine">The name in the results.</param>
    /// <param name="program">The program to start.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The program is not there.</exception>
    public TrainingProcess(string engine, string program, IEnumerable<string> arguments)
    {
        Engine = engine;
        process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <summary>Takes a step, and the time, unless it is to warm up.</summary>
    /// <returns>The loss before it.</returns>
    public double Step(bool isTimed)
    {
        process.StandardInput.WriteLine("step");
        var words = Array.ConvertAll(Read().Split(' '), word => double.Parse(word, CultureInfo.InvariantCulture));
        if (isTimed)
        {
            times.Add(words[0]);
            bytes += words[2];
        }

        return words[1];
    }

    /// <summary>Ends the process.</summary>
    public TrainingResult End(string work, int threads)
    {
        process.StandardInput.Close();
        var peak = double.Parse(Read(), CultureInfo.InvariantCulture) / 1024;
        process.WaitForExit();
        times.Sort();
        return new TrainingResult(
            work, Engine, threads, times[times.Count / 2], times[0], bytes / times.Count, peak);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private string Read()
    {
        return process.StandardOutput.ReadLine() ?? throw new InvalidOperationException(
            $"The engine '{Engine}' must answer, but stopped: its reason is written above.");
    }

    /// <summary>The name in the results.</summary>
    public string Engine { get; }
}
