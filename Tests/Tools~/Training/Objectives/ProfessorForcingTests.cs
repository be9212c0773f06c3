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

    // Oracle: the mean of -log D over the rows, of the window played once more with weights a little different.
    [TestCase(0, 0)]
    [TestCase(4, 1)]
    public void What_is_heeded_is_the_slope_of_what_the_critic_thinks(int stride, int window)
    {
        var config = small with
        {
            Stride = stride, Optimiser = "sgd", Momentum = 0, Rate = 1, Clip = 1e9, WarmUp = 0, Schedule = "constant",
        };
        using var engines = new Engines();
        var (heeds, not) = (Trainer(config, engines), Trainer(config with { CriticWeight = 0 }, engines));
        foreach (var trainer in new[] { heeds, not })
        {
            trainer.Professor!.Accuracy = 0.9;
            trainer.MoveTo(0, window, new float[trainer.Carried.Length]);
        }

        var start = Each(heeds.Parameters);
        var judge = Each(heeds.Professor!.Parameters);
        heeds.Step();
        not.Step();
        float[][] slope = [.. Each(not.Parameters).Zip(
            Each(heeds.Parameters), (a, b) => a.Zip(b, (x, y) => x - y).ToArray())];
        var square = slope.Sum(values => values.Sum(value => (double)value * value));
        var length = 1e-2 / Math.Sqrt(square);
        Assert.That(square, Is.Positive);
        Assert.That((Played(length) - Played(-length)) / (2 * length), Is.EqualTo(square).Within(3).Percent);

        double Played(double by)
        {
            var parameters = new ParameterSet(1);
            var network = SequenceNetwork.Create(
                new SequenceConfig { Cell = small.Cell, Inputs = 5, Outputs = 5, Size = small.Size, Layers = 1 },
                parameters);
            Write(parameters, [.. start.Zip(slope, (a, b) => a.Zip(b, (x, y) => (float)(x + by * y)).ToArray())]);
            var set = new ParameterSet(1);
            var critic = new Critic(set, small.Size + 5, small.CriticSize);
            Write(set, judge);
            var on = new CpuBackend();
            var streams = TokenStreams.Cut([piece], 4, small.Batch, small.Window);
            var behaviour = new List<Tensor>();
            streams.Loss(
                network, network.NewState(on, streams.Rows), 0, window * stride, small.Window,
                new Feeding(0, new SamplerOptions(), new Rng(new Rng(5).Next())),
                (hidden, scores) => behaviour.Add(hidden.Join(scores)));
            return critic.Judge(behaviour).Values().Average(logit => Math.Log(1 + Math.Exp(-logit)));
        }

        static float[][] Each(ParameterSet set)
        {
            var weights = WeightVector.Of(set);
            return [.. Enumerable.Range(0, set.Count).Select(i => weights[i].ToArray())];
        }

        static void Write(ParameterSet set, float[][] values)
        {
            var weights = new WeightVector(set);
            for (var i = 0; i < set.Count; i++)
            {
                values[i].CopyTo(weights[i]);
            }

            weights.CopyTo(set);
        }
    }

    [Test]
    public void A_critic_is_not_moved_by_gradients_that_are_no_numbers()
    {
        var trainer = new TokenLists(5, piece).Trainer(small, new TokenLists(5, piece), _ => new BadGradients());
        var critic = Values(WeightVector.Of(trainer.Professor!.Parameters));
        trainer.Step();
        Assert.That(Values(WeightVector.Of(trainer.Professor.Parameters)), Is.EqualTo(critic));
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
