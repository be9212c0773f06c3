using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>The curves as printed, and Huszár's closed form, as the oracle.</summary>
public sealed class ScheduledSamplingTests
{
    [TestCase("linear", 100, 0, 1.0)]
    [TestCase("linear", 100, 25, 0.75)]
    [TestCase("linear", 100, 95, 0.1)]
    [TestCase("exponential", 100, 100, 0.36787944117144233)]
    [TestCase("inverse-sigmoid", 100, 0, 100.0 / 101)]
    [TestCase("inverse-sigmoid", 100, 400, 0.64683827)]
    [TestCase("inverse-sigmoid", 1, 1_000_000, 0.1)]
    public void The_share_of_truth_is_that_of_the_paper(string decay, int steps, int step, double truth)
    {
        var config = new TrainingConfig { TruthDecay = decay, TruthSteps = steps, TruthLeast = 0.1 };
        Assert.That(ScheduledSampling.TruthAt(config, step), Is.EqualTo(truth).Within(1e-7));
        var curve = Enumerable.Range(0, 1000).Select(i => ScheduledSampling.TruthAt(config, i)).ToArray();
        Assert.That(curve, Is.Ordered.Descending);
    }

    [Test]
    public void A_coin_is_tossed_for_each_token([Values(0.25, 0.9)] double truth)
    {
        const int Rows = 100;
        const int Steps = 200;
        var backend = new CpuBackend();
        var scores = backend.From([.. Enumerable.Repeat(new[] { 0f, 100f }, Rows).SelectMany(row => row)], Rows, 2);
        var feeding = new Feeding(truth, new SamplerOptions(), new Rng(1));
        var (input, begins) = (new int[Rows], new bool[Rows]);
        begins[^1] = true;
        Assert.That(feeding.Choose(input, begins).ToArray(), Is.EqualTo(input));
        var mixed = 0;
        var heardItself = 0;
        for (var i = 0; i < Steps; i++)
        {
            feeding.Say(scores);
            var heard = feeding.Choose(input, begins).ToArray();
            Assert.That(heard[^1], Is.Zero);
            heardItself += heard.Sum();
            mixed += heard.Sum() is > 0 and < Rows - 1 ? 1 : 0;
        }

        Assert.That(mixed, Is.EqualTo(Steps));
        var count = Steps * (Rows - 1);
        Assert.That(heardItself / (double)count, Is.EqualTo(1 - truth).Within(4 * Math.Sqrt(0.25 / count)));
    }

    // In four pieces of five both tokens are 1: a network that hears its likeliest token does not hear a 0 again.
    [Test]
    public void By_argmax_it_hears_what_is_likeliest_and_drawn_all([Values("argmax", "sample")] string feedback)
    {
        var config = new TrainingConfig
        {
            Objective = "scheduled-sampling", Feedback = feedback, TruthDecay = "linear", TruthSteps = 1,
            TruthLeast = 0, Size = 8, Layers = 1, Dropout = 0, Batch = 32, Window = 2, Rate = 0.3, WarmUp = 1,
            Schedule = "constant", Epochs = 100_000, Optimiser = "sgd", Momentum = 0,
        };
        using var engines = new Engines();
        var lists = new TokenLists(3, [.. Enumerable.Range(0, 160).Select(i => i % 5 == 0 ? new[] { 0, 0 } : [1, 1])]);
        var trainer = lists.Trainer(config, lists, engines.New);
        for (var step = 0; step < 100; step++)
        {
            trainer.Step();
        }

        var before = trainer.Parameters[0].Row(0).ToArray();
        for (var step = 0; step < 20; step++)
        {
            trainer.Step();
        }

        Assert.That(
            trainer.Parameters[0].Row(0).ToArray().SequenceEqual(before), Is.EqualTo(feedback == "argmax"));
    }

    [Test]
    public void All_truth_is_teacher_forcing_bit_for_bit()
    {
        Assert.That(
            Weights(new TrainingConfig { Objective = "scheduled-sampling", TruthLeast = 1, Dropout = 0.3f }),
            Is.EqualTo(Weights(new TrainingConfig { Dropout = 0.3f })));
    }

    /// <summary>
    /// x1 is a fair coin and x2 = x1: the best answer under a truth of ε is q(x2 = 1 | heard 1) = (1 + ε) / 2.
    /// </summary>
    [Test]
    public void Its_best_answer_is_not_the_truth([Values(0, 0.5, 1)] double truth)
    {
        var pieces = Enumerable.Range(0, 512).Select(i => new[] { i & 1, i & 1 }).ToArray();
        var config = new TrainingConfig
        {
            Objective = "scheduled-sampling", TruthDecay = "linear", TruthSteps = 1, TruthLeast = truth,
            Size = 8, Layers = 1, Dropout = 0, Batch = 256, Window = 2, Rate = 0.03, WarmUp = 1,
            Schedule = "cosine", Steps = 500, Epochs = 10_000,
        };
        SequenceNetwork network = null!;
        using var engine = new Engines();
        var lists = new TokenLists(3, pieces);
        var trainer = lists.Trainer(config, lists, engine.New, made => network = made);
        while (!trainer.IsOver)
        {
            trainer.Step();
        }

        var backend = new CpuBackend();
        var state = network.NewState(backend, 1);
        network.Step(backend.OneHot(new[] { 2 }, 3), state);
        backend.NextStep();
        var answer = network.Step(backend.OneHot(new[] { 1 }, 3), state).Softmax().Row(0)[1];
        Assert.That(answer, Is.EqualTo((1 + truth) / 2).Within(0.02));
    }

    private static float[] Weights(TrainingConfig config)
    {
        var rng = new Rng(4);
        var piece = Enumerable.Range(0, 400).Select(_ => rng.Below(5)).ToArray();
        config = config with { Size = 16, Layers = 2, Batch = 4, Window = 8, Epochs = 100 };
        using var engine = new Engines();
        var trainer = new TokenLists(6, piece).Trainer(config, new TokenLists(6, piece), engine.New);
        for (var i = 0; i < 20; i++)
        {
            trainer.Step();
        }

        var weights = WeightVector.Of(trainer.Parameters);
        return [.. Enumerable.Range(0, weights.Count).SelectMany(i => weights[i].ToArray())];
    }
}
