using NUnit.Framework;
using RnnGen.Training;
using TorchSharp;

namespace RnnGen.Tools.Tests;

/// <summary>libtorch's Adam, and the definition of clipping, as oracles of a step.</summary>
public class OptimiserTests
{
    private readonly ParameterSet parameters = new(1);

    public OptimiserTests()
    {
        parameters.Matrix("w", 5, 37);
        parameters.Row("b", 3);
        parameters.Randomized(2, 1);
    }

    [Test]
    public void Adam_equals_that_of_torch()
    {
        var rng = new Rng(3);
        var adam = new Adam(parameters);
        var begin = torch.tensor(WeightVector.Of(parameters)[0].ToArray());
        using var weights = new TorchSharp.Modules.Parameter(begin);
        using var oracle = torch.optim.Adam([weights], lr: 0.01);
        for (var step = 0; step < 20; step++)
        {
            var gradients = Random(rng, 1);
            weights.grad = torch.tensor(gradients[0].ToArray());
            oracle.step();
            adam.Step(gradients, 0.01);
        }

        var expected = weights.detach().data<float>().ToArray();
        Assert.That(Tensors.Distance(WeightVector.Of(parameters)[0].ToArray(), expected), Is.LessThan(1e-6));
    }

    [Test]
    public void Clipping_leaves_small_gradients_as_they_are()
    {
        var gradients = Random(new Rng(4), 1e-3f);
        var before = gradients[0].ToArray();
        Assert.That(new Clipping(5).Apply(gradients), Is.True);
        Assert.That(gradients[0].ToArray(), Is.EqualTo(before));
    }

    [Test]
    public void Clipping_shortens_large_gradients_and_keeps_their_direction()
    {
        var gradients = Random(new Rng(4), 100);
        var before = gradients[0].ToArray();
        var norm = gradients.Norm();
        var clipping = new Clipping(5);
        Assert.That(clipping.Apply(gradients), Is.True);
        Assert.That(clipping.Norm, Is.EqualTo(norm));
        Assert.That(gradients.Norm(), Is.EqualTo(5).Within(1e-5));
        var expected = before.Select(value => (float)(value * 5 / norm)).ToArray();
        Assert.That(Tensors.Distance(gradients[0].ToArray(), expected), Is.LessThan(1e-6));
    }

    [Test]
    public void An_infinite_limit_clips_nothing()
    {
        var gradients = Random(new Rng(4), 1e6f);
        var before = gradients[0].ToArray();
        Assert.That(new Clipping(double.PositiveInfinity).Apply(gradients), Is.True);
        Assert.That(gradients[0].ToArray(), Is.EqualTo(before));
    }

    [Test]
    public void Gradients_that_are_not_finite_are_skipped_and_three_in_a_row_halve_the_rate(
        [Values(float.NaN, float.PositiveInfinity)] float bad)
    {
        var clipping = new Clipping(5);
        var gradients = Random(new Rng(4), 1);
        for (var i = 1; i <= 3; i++)
        {
            gradients[1][0] = bad;
            Assert.That(clipping.Apply(gradients), Is.False);
            Assert.That(clipping.Skipped, Is.EqualTo(i));
            Assert.That(clipping.RateFactor, Is.EqualTo(i < 3 ? 1 : 0.5));
        }

        gradients[1][0] = 1;
        Assert.That(clipping.Apply(gradients), Is.True);
        gradients[1][0] = bad;
        Assert.That(clipping.Apply(gradients), Is.False);
        Assert.That(
            clipping.RateFactor, Is.EqualTo(0.5), "One bad step after a good one is no reason to slow down.");
    }

    [Test]
    public void A_step_with_gradients_that_are_not_finite_changes_no_weight()
    {
        int[] piece = [.. Enumerable.Range(0, 64).Select(t => t % 3)];
        var config = new TrainingConfig { Size = 4, Layers = 1, Dropout = 0, Batch = 2, Window = 8 };
        var bad = new BadGradients();
        var trainer = new TokenLists(4, piece).Trainer(config, new TokenLists(4, piece), _ => bad);
        var before = WeightVector.Of(trainer.Parameters);
        trainer.Step();
        var after = WeightVector.Of(trainer.Parameters);
        for (var i = 0; i < trainer.Parameters.Count; i++)
        {
            Assert.That(after[i].ToArray(), Is.EqualTo(before[i].ToArray()));
        }

        Assert.That(trainer.Clipping.Skipped, Is.EqualTo(1));
    }

    private WeightVector Random(Rng rng, float scale)
    {
        var vector = new WeightVector(parameters);
        for (var i = 0; i < parameters.Count; i++)
        {
            Tensors.Normal(rng, vector[i].Length, scale).CopyTo(vector[i]);
        }

        return vector;
    }

    /// <summary>An engine that plays on the CPU and has no idea of gradients.</summary>
    private sealed class BadGradients : GradientEngine
    {
        public override double Differentiate(
            Func<Backend, Tensor> window, double weight, WeightVector gradients)
        {
            gradients[0].Fill(float.NaN);
            return Evaluate(window, weight);
        }

        public override double Evaluate(Func<Backend, Tensor> window, double weight)
        {
            Backend.NextStep();
            return window(Backend).Values().Sum() * weight;
        }

        public override void Dispose()
        {
        }

        public override Backend Backend { get; } = new CpuBackend();
    }
}
