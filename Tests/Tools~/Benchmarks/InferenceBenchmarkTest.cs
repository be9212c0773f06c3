using System.Text.Json;
using NUnit.Framework;
using RnnGen.Tools.Tests.Cli;

namespace RnnGen.Tools.Tests;

/// <summary>
/// Oracle: ONNX Runtime and TorchSharp, which must give the probabilities of both builds of this library, or
/// the command fails. Sizes straddle the widths of vectors.
/// </summary>
public sealed class InferenceBenchmarkTest
{
    private static readonly string[] Engines =
    [
        "rnngen", "rnngen-netstandard", "onnx-lstm", "onnx-matmul", "torch-cell", "torch-lstm", "read-limit",
    ];

    [Test]
    public void EnginesAgreeAndCoreAllocatesNothing()
    {
        var outcome = CommandLine.Run(
            "bench", "inference", "--layers", "2", "--hidden", "17", "64", "--rounds", "2", "--json");
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Error);

        using var json = JsonDocument.Parse(outcome.Output);
        var results = json.RootElement.GetProperty("results").EnumerateArray().ToArray();
        Assert.That(
            results.Select(r => $"{r.GetProperty("layers")} {r.GetProperty("hidden")} {r.GetProperty("engine")}"),
            Is.EqualTo(
                from size in new[] { "2 17", "2 64" }
                from engine in Engines
                select $"{size} {engine}"));
        foreach (var r in results)
        {
            Assert.That(r.GetProperty("work").GetString(), Is.EqualTo("inference"));
            Assert.That(r.GetProperty("threads").GetInt32(), Is.EqualTo(1));
            Assert.That(r.GetProperty("medianUs").GetDouble(), Is.Positive);
            Assert.That(
                r.GetProperty("p99Us").GetDouble(), Is.GreaterThanOrEqualTo(r.GetProperty("medianUs").GetDouble()));
            if (!r.GetProperty("engine").GetString()!.StartsWith("rnngen", StringComparison.Ordinal)) continue;
            Assert.That(r.GetProperty("bytesPerStep").GetDouble(), Is.Zero);
        }
    }
}
