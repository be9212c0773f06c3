using System.Text.Json;
using NUnit.Framework;
using RnnGen.Tools.Tests.Cli;

namespace RnnGen.Tools.Tests;

/// <summary>Oracle: ONNX Runtime and TorchSharp, which must paint the same, or the command fails.</summary>
public sealed class DrawBenchmarkTest
{
    private static readonly string[] engines = ["rnngen", "onnx", "torch"];

    [Test]
    public void Engines_agree_and_core_allocates_nothing()
    {
        var outcome = CommandLine.Run("bench", "inference", "--draw", "--rounds", "2", "--json");
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Error);

        using var json = JsonDocument.Parse(outcome.Output);
        var results = json.RootElement.GetProperty("results").EnumerateArray().ToArray();
        Assert.That(
            results.Select(r => $"{r.GetProperty("work")} {r.GetProperty("engine")}"),
            Is.EqualTo(
                from steps in new[] { 10, 64 }
                from engine in engines
                select $"a picture in {steps} steps {engine}"));
        Assert.That(results.Select(r => r.GetProperty("medianUs").GetDouble()), Is.All.Positive);
        Assert.That(results[0].GetProperty("bytesPerStep").GetDouble(), Is.Zero);
        Assert.That(results[3].GetProperty("bytesPerStep").GetDouble(), Is.Zero);
    }

    [Test]
    public void Sizes_have_no_meaning_for_draw()
    {
        var outcome = CommandLine.Run("bench", "inference", "--draw", "--layers", "2");
        Assert.That(outcome.ExitCode, Is.EqualTo(1));
        Assert.That(outcome.Error, Does.Contain("no meaning"));
    }
}
