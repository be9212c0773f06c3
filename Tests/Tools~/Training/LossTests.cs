using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>Closed forms as the oracle of losses where the numbers are extreme.</summary>
public class LossTests
{
    [Test]
    public void Cross_entropy_of_huge_logits([Values] bool onTorch)
    {
        using var torch = new TorchBackend();
        Backend on = onTorch ? torch : new CpuBackend();
        float[] logits =
        [
            1e4f, -1e4f, 0,
            1e4f, -1e4f, 0,
            -1e4f, -1e4f, -1e4f,
            300, 200, 100,
        ];
        var loss = on.From(logits, 4, 3).CrossEntropy(new[] { 0, 1, 2, 1 }).Values();
        Assert.That(loss, Is.EqualTo(new[] { 0, 2e4f, MathF.Log(3), 100 }).Within(1e-6f).Percent);
    }

    [Test]
    public void Bernoulli_loss_of_huge_logits([Values] bool onTorch)
    {
        using var torch = new TorchBackend();
        Backend on = onTorch ? torch : new CpuBackend();
        float[] logits = [1e4f, -1e4f, -1e4f, 1e4f, 0, 88];
        float[] targets = [1, 0, 1, 0, 0.5f, 0];
        var loss = on.From(logits, 6, 1).BernoulliLoss(on.From(targets, 6, 1)).Values();
        Assert.That(loss, Is.EqualTo(new[] { 0, 0, 1e4f, 1e4f, MathF.Log(2), 88 }).Within(1e-5f).Percent);
    }

    [Test]
    public void Gradients_of_huge_logits_are_those_of_certainty()
    {
        var parameters = new ParameterSet(1);
        var w = parameters.Matrix("w", 1, 3);
        new[] { 1e4f, -1e4f, 0 }.CopyTo(w.Row(0));
        w.Changed();
        using var engine = new TorchGradients(parameters, threads: 1);
        var gradients = new WeightVector(parameters);
        engine.Differentiate(
            on => on.OneHot(new[] { 0 }, 1).Linear(w).CrossEntropy(new[] { 1 }), 1, gradients);
        Assert.That(gradients[0].ToArray(), Is.EqualTo(new[] { 1f, -1, 0 }));
        engine.Differentiate(
            on => on.OneHot(new[] { 0 }, 1).Linear(w).BernoulliLoss(on.From([0, 1, 0], 1, 3)), 1, gradients);
        Assert.That(gradients[0].ToArray(), Is.EqualTo(new[] { 1, -1, 0.5f }));
    }
}
