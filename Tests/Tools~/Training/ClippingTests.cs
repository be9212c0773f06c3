using NUnit.Framework;
using RnnGen.Training;
using TorchSharp;

namespace RnnGen.Tools.Tests;

/// <summary>torch.nn.utils, and the definition of clipping, as oracles.</summary>
public class ClippingTests
{
    private readonly ParameterSet parameters = new(1);

    public ClippingTests()
    {
        parameters.Matrix("w", 5, 37);
        parameters.Row("b", 3);
        parameters.Randomized(2, 1);
    }

    [Test]
    public void Small_gradients_are_left_as_they_are(
        [Values("norm", "value", "parameter")] string by)
    {
        var gradients = Random(new Rng(4), 1e-3f);
        var before = gradients[0].ToArray();
        Assert.That(new Clipping(5, by).Apply(gradients), Is.True);
        Assert.That(gradients[0].ToArray(), Is.EqualTo(before));
    }

    [Test]
    public void By_norm_large_gradients_are_shortened_and_keep_their_direction()
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
    public void By_value_they_are_cut_as_by_torch()
    {
        var gradients = Random(new Rng(4), 1);
        var oracles = Oracles(gradients);
        torch.nn.utils.clip_grad_value_(oracles, 0.7);
        var norm = gradients.Norm();
        var clipping = new Clipping(0.7, "value");
        Assert.That(clipping.Apply(gradients), Is.True);
        Assert.That(clipping.Norm, Is.EqualTo(norm));
        AssertThatEqual(gradients, oracles, 0);
    }

    [Test]
    public void By_parameter_each_is_scaled_as_if_torch_saw_no_other()
    {
        var gradients = Random(new Rng(4), 1);
        var oracles = Oracles(gradients);
        foreach (var oracle in oracles)
        {
            torch.nn.utils.clip_grad_norm_([oracle], 2);
        }

        Assert.That(new Clipping(2, "parameter").Apply(gradients), Is.True);
        Assert.That(gradients.Norm(0), Is.EqualTo(2).Within(1e-6), "The matrix was longer.");
        Assert.That(gradients.Norm(1), Is.LessThan(2).And.GreaterThan(0), "The row was not.");

        // torch divides by norm + 1e-6.
        AssertThatEqual(gradients, oracles, 2e-6);
    }

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(8)]
    [TestCase(9)]
    [TestCase(31)]
    [TestCase(32)]
    [TestCase(33)]
    public void Norm_scale_and_cut_equal_their_scalar_loops(int count)
    {
        var set = new ParameterSet(1);
        set.Row("b", count);
        var vector = new WeightVector(set);
        var values = Tensors.Normal(new Rng(5), count);
        values.CopyTo(vector[0]);
        Assert.That(
            vector.Norm(0), Is.EqualTo(Math.Sqrt(values.Sum(value => (double)value * value))).Within(1e-12));
        vector.Scale(1.5f);
        var scaled = values.Select(value => value * 1.5f);
        Assert.That(vector[0].ToArray(), Is.EqualTo(scaled));
        vector.Clamp(0.5f);
        Assert.That(vector[0].ToArray(), Is.EqualTo(scaled.Select(value => Math.Clamp(value, -0.5f, 0.5f))));
    }

    [Test]
    public void An_infinite_limit_clips_nothing([Values("norm", "value", "parameter")] string by)
    {
        var gradients = Random(new Rng(4), 1e6f);
        var before = gradients[0].ToArray();
        Assert.That(new Clipping(double.PositiveInfinity, by).Apply(gradients), Is.True);
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

    private TorchSharp.Modules.Parameter[] Oracles(WeightVector gradients)
    {
        return [.. Enumerable.Range(0, parameters.Count).Select(index =>
        {
            var gradient = torch.tensor(gradients[index].ToArray());
            return new TorchSharp.Modules.Parameter(torch.zeros_like(gradient)) { grad = gradient };
        })];
    }

    private static void AssertThatEqual(
        WeightVector gradients, TorchSharp.Modules.Parameter[] oracles, double tolerance)
    {
        for (var i = 0; i < oracles.Length; i++)
        {
            var expected = oracles[i].grad!.data<float>().ToArray();
            Assert.That(Tensors.Distance(gradients[i].ToArray(), expected), Is.LessThanOrEqualTo(tolerance));
        }
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
}
