using System.Text.Json;
using NUnit.Framework;
using RnnGen.Tools.Tests.Cli;

namespace RnnGen.Tools.Tests;

/// <summary>
/// Oracle: torch.nn.LSTM under autograd and torch's Adam, whose loss this library's trainer must follow step
/// by step, or the command fails.
/// </summary>
public sealed class TrainingBenchmarkTest
{
    [Test]
    public void LossesFollowTorch()
    {
        var outcome = CommandLine.Run(
            "bench", "training", "--hidden", "24", "--batch", "3", "--window", "5", "--rounds", "6", "--json");
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Error);

        using var json = JsonDocument.Parse(outcome.Output);
        Assert.That(
            json.RootElement.GetProperty("results").EnumerateArray()
                .Select(r => $"{r.GetProperty("work")} {r.GetProperty("threads")} {r.GetProperty("engine")}"),
            Is.EqualTo(new[]
            {
                "training 1 rnngen", "training 1 torch-lstm", "training 2 rnngen", "training 2 torch-lstm",
            }));
    }
}
