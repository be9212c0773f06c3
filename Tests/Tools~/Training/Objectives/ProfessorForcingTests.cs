using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>
/// Gates and the routes of gradients: what must not move, bit by bit, and what must. The oracle is plain
/// maximum likelihood where the critic is not heeded.
/// </summary>
public sealed class ProfessorForcingTests
{
    private static readonly TrainingConfig small = new()
    {
        Objective = "professor-forcing", Size = 16, Layers = 1, Dropout = 0, Batch = 8, Window = 12, WarmUp = 1,
        Rate = 1e-3, Epochs = 1000, CriticSize = 12,
    };

    private static readonly int[] piece = [.. Enumerable.Range(0, 800).Select(i => i % 3)];

    [TestCase(0.5, false, true)]
    [TestCase(0.75, false, true)]
    [TestCase(0.76, true, true)]
    [TestCase(0.98, true, true)]
    [TestCase(0.995, true, false)]
    public void Gates_open_and_shut_by_accuracy(double accuracy, bool isHeeded, bool learns)
    {
        using var engines = new Engines();
        var trainer = Trainer(small, engines);
        trainer.Professor!.Accuracy = accuracy;
        var critic = Values(WeightVector.Of(trainer.Professor.Parameters));
        trainer.Step();

        var plain = Trainer(small with { Objective = "likelihood" }, engines);
        plain.Step();
        Assert.That(Values(WeightVector.Of(trainer.Professor.Parameters)).SequenceEqual(critic), Is.EqualTo(!learns));
        Assert.That(
            Values(WeightVector.Of(trainer.Parameters)).SequenceEqual(Values(WeightVector.Of(plain.Parameters))),
            Is.EqualTo(!isHeeded));
    }

    [Test]
    public void A_critic_without_weight_changes_nothing([Values(0, 5)] int stride)
    {
        using var engines = new Engines();
        var trainer = Trainer(small with { CriticWeight = 0, Stride = stride }, engines);
        var plain = Trainer(small with { Objective = "likelihood", Stride = stride }, engines);
        for (var i = 0; i < 10; i++)
        {
            trainer.Professor!.Accuracy = 0.9;
            Assert.That(trainer.Step().Loss, Is.EqualTo(plain.Step().Loss));
        }

        Assert.That(
            Values(WeightVector.Of(trainer.Parameters)), Is.EqualTo(Values(WeightVector.Of(plain.Parameters))));
    }

    // Oracle: windows without a stride, which lie side by side.
    [Test]
    public void A_stride_of_a_whole_window_is_none()
    {
        using var engines = new Engines();
        var (without, whole) = (Trainer(small, engines), Trainer(small with { Stride = small.Window }, engines));
        for (var i = 0; i < 20; i++)
        {
            without.Professor!.Accuracy = whole.Professor!.Accuracy = 0.9;
            Assert.That(whole.Step(), Is.EqualTo(without.Step()));
        }

        Assert.That(Values(WeightVector.Of(whole.Parameters)), Is.EqualTo(Values(WeightVector.Of(without.Parameters))));
        Assert.That(
            Values(WeightVector.Of(whole.Professor!.Parameters)),
            Is.EqualTo(Values(WeightVector.Of(without.Professor!.Parameters))));
    }

    // Oracle: the first window, which overlaps with none before it and has the same gradient, penalty and all.
    [Test]
    public void A_window_that_overlaps_heeds_the_critic_as_much()
    {
        using var engines = new Engines();
        var (without, overlaps) = (Trainer(small, engines), Trainer(small with { Stride = 4 }, engines));
        without.Professor!.Accuracy = overlaps.Professor!.Accuracy = 0.9;
        Assert.That(overlaps.Step(), Is.EqualTo(without.Step()));
        Assert.That(overlaps.Professor!.LastAccuracy, Is.EqualTo(without.Professor!.LastAccuracy));
    }

    [Test]
    public void Until_a_step_that_is_told_the_critic_learns_but_is_not_heeded([Values(1, 4)] int after)
    {
        using var engines = new Engines();
        var trainer = Trainer(small with { CriticAfter = after }, engines);
        var plain = Trainer(small with { Objective = "likelihood" }, engines);
        for (var step = 0; step <= after; step++)
        {
            trainer.Professor!.Accuracy = 0.9;
            var critic = Values(WeightVector.Of(trainer.Professor.Parameters));
            trainer.Step();
            plain.Step();
            Assert.That(Values(WeightVector.Of(trainer.Professor.Parameters)), Is.Not.EqualTo(critic));
            Assert.That(
                Values(WeightVector.Of(trainer.Parameters)).SequenceEqual(Values(WeightVector.Of(plain.Parameters))),
                Is.EqualTo(step < after), $"step {step}");
        }
    }

    /// <summary>The truth never has token 3: only what the network says itself can move what hears it.</summary>
    [Test]
    public void The_gradient_reaches_what_hears_tokens_that_the_network_says()
    {
        const int Token = 3;
        using var engines = new Engines();
        var before = Heard(Trainer(small, engines));
        var trainer = Trainer(small, engines);
        trainer.Step();
        Assert.That(Heard(trainer), Is.EqualTo(before));
        trainer.Professor!.Accuracy = 0.9;
        trainer.Step();
        Assert.That(Heard(trainer), Is.Not.EqualTo(before));

        static float[] Heard(SequenceTrainer trainer) => trainer.Parameters[0].Row(Token).ToArray();
    }

    [Test]
    public void The_loss_that_is_told_is_the_likelihood_alone()
    {
        using var engines = new Engines();
        var trainer = Trainer(small, engines);
        trainer.Professor!.Accuracy = 0.9;
        var plain = Trainer(small with { Objective = "likelihood" }, engines);
        Assert.That(trainer.Step().Loss, Is.EqualTo(plain.Step().Loss).Within(1e-5));
    }

    [Test]
    public void A_critic_learns_to_tell_a_network_that_hears_itself()
    {
        using var engines = new Engines();
        var trainer = Trainer(small with { Rate = 1e-9, CriticWeight = 0, CriticRate = 3e-3 }, engines);
        for (var i = 0; i < 300; i++)
        {
            trainer.Step();
        }

        Assert.That(trainer.Professor!.Accuracy, Is.GreaterThan(0.9));
    }

    private static SequenceTrainer Trainer(TrainingConfig config, Engines engines)
    {
        return new TokenLists(5, piece).Trainer(config, new TokenLists(5, piece), engines.New);
    }

    private static float[] Values(WeightVector weights)
    {
        return [.. Enumerable.Range(0, weights.Count).SelectMany(i => weights[i].ToArray())];
    }
}
