using System.Text.Json;
using NUnit.Framework;
using RnnGen.Tools.Tests.Cli;

namespace RnnGen.Tools.Tests;

/// <summary>
/// Oracle: the same networks in TorchSharp and, where it is installed, PyTorch, whose losses this library's
/// must follow step by step, or the command fails.
/// </summary>
public sealed class TrainingBenchmarkTest
{
    [Test]
    public void LossesFollowTorch()
    {
        var outcome = CommandLine.Run(
            "bench", "training", "--work", "lstm", "draw10", "ntm", "--hidden", "24", "--batch", "5", "--window", "6",
            "--rounds", "3", "--json");
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Error);

        using var json = JsonDocument.Parse(outcome.Output);
        var results = json.RootElement.GetProperty("results").EnumerateArray().ToArray();
        foreach (var work in new[] { "lstm 2 24 5 6", "draw 10 5", "ntm 21 5" })
        {
            foreach (var threads in new[] { 1, 2 })
            {
                var engines = results
                    .Where(r => r.GetProperty("work").GetString() == work
                        && r.GetProperty("threads").GetInt32() == threads)
                    .Select(r => r.GetProperty("engine").GetString());
                Assert.That(engines, Is.SupersetOf(new[] { "rnngen", "torchsharp" }));
            }
        }

        Assert.That(results.Select(r => r.GetProperty("peakMB").GetDouble()), Is.All.GreaterThan(10));
    }

    // Oracle: TorchSharp, whose sums and slopes must be the same, or the command fails.
    [Test]
    public void Products_follow_torch()
    {
        var outcome = CommandLine.Run("bench", "training", "--products", "--rounds", "2", "--json");
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Error);

        using var json = JsonDocument.Parse(outcome.Output);
        var results = json.RootElement.GetProperty("results").EnumerateArray().ToArray();
        Assert.That(results, Has.Length.EqualTo(12));
        Assert.That(results.Select(r => r.GetProperty("medianUs").GetDouble()), Is.All.Positive);
        var own = results.Where(r => r.GetProperty("engine").GetString() == "rnngen");
        Assert.That(own.Select(r => r.GetProperty("bytesPerStep").GetDouble()), Is.EqualTo(new double[4]));
    }

    [Test]
    public void Sizes_have_no_meaning_for_products()
    {
        var outcome = CommandLine.Run("bench", "training", "--products", "--hidden", "2");
        Assert.That(outcome.ExitCode, Is.EqualTo(1));
        Assert.That(outcome.Error, Does.Contain("no meaning"));
    }
}
