using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>Every cell on every backend: the CPU that plays, the tape and libtorch, which check each other.</summary>
/// <remarks>
/// Losses are over sequences of several lengths, so that they go through padding too. That there is a case for
/// every cell is checked by <see cref="GradientTests.Every_cell_is_checked"/>.
/// </remarks>
public class ConformanceTests
{
    [TestCaseSource(typeof(CellCases), nameof(CellCases.Names))]
    public void A_cell_computes_the_same_on_every_backend(string name)
    {
        var (parameters, loss) = CellCases.Of(name);
        var playing = loss(new CpuBackend()).Values();
        using var torch = new TorchBackend();
        Assert.That(Tensors.Distance(loss(torch).Values(), playing), Is.LessThan(1e-5));
        var taped = Array.Empty<float>();
        new TapeBackend(parameters, isExact: true).Evaluate(on =>
        {
            var made = loss(on);
            taped = made.Values();
            return made;
        });
        Assert.That(taped, Is.EqualTo(playing));
    }
}
