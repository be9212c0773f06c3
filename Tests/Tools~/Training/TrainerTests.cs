using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>How far a step goes and when steps end: by settings, validations, gradients that are no numbers.</summary>
public sealed class TrainerTests
{
    private static readonly TrainingConfig small = new()
    {
        Size = 6, Layers = 1, Dropout = 0, Batch = 4, Window = 8, Rate = 1e-2, WarmUp = 1, Epochs = 1000,
        Optimiser = "sgd", Momentum = 0,
    };

    private static readonly int[] piece = [.. Enumerable.Range(0, 400).Select(t => t * t % 7 % 4)];

    [Test]
    public void Validations_without_a_new_best_halve_the_rate_and_then_end_it()
    {
        var plateau = new Plateau(patience: 2, stopAfter: 5);
        double[] losses = [3, 2, 2, 2.5, 1, 1, 1, 1, 1, 1];
        bool[] best = [true, true, false, false, true, false, false, false, false, false];
        double[] factors = [1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.125, 0.125];
        for (var i = 0; i < losses.Length; i++)
        {
            Assert.That(plateau.IsOver, Is.False);
            Assert.That(plateau.IsBest(losses[i]), Is.EqualTo(best[i]));
            Assert.That(plateau.RateFactor, Is.EqualTo(factors[i]), $"validation {i}");
        }

        Assert.That(plateau.IsOver);
    }

    // Nothing is learned at such a rate, and no validation is better than the first.
    [Test]
    public void A_training_goes_by_its_validations()
    {
        using var engines = new Engines();
        var trainer = Trainer(small with { Rate = 1e-12, Patience = 1, StopAfter = 3 }, engines.New);
        foreach (var factor in new[] { 1, 1, 0.5, 0.25 })
        {
            Assert.That(trainer.Step().Rate, Is.EqualTo(factor * 1e-12).Within(1e-6).Percent);
            Assert.That(trainer.IsOver, Is.False);
            trainer.Validate();
        }

        Assert.That(trainer.IsOver);
    }

    [Test]
    public void Three_gradients_in_a_row_that_are_no_numbers_halve_the_rate_and_each_forgets_the_state()
    {
        var trainer = Trainer(small, _ => new BadGradients());
        foreach (var factor in new[] { 1, 1, 1, 0.5, 0.5, 0.5, 0.25 })
        {
            Assert.That(trainer.Step().Rate, Is.EqualTo(factor * small.Rate).Within(1e-6).Percent);
            Assert.That(trainer.Carried, Is.All.Zero);
        }

        using var engines = new Engines();
        var good = Trainer(small, engines.New);
        good.Step();
        Assert.That(good.Carried, Has.Some.Not.Zero);
    }

    // Oracle: what is left of a gradient that is far beyond its limit.
    [TestCase("norm")]
    [TestCase("value")]
    [TestCase("parameter")]
    public void A_step_is_as_long_as_its_clipping_lets_it(string by)
    {
        const double Limit = 1e-4;
        using var engines = new Engines();
        var trainer = Trainer(small with { Clip = Limit, ClipBy = by, Rate = 1 }, engines.New);
        var before = WeightVector.Of(trainer.Parameters);
        trainer.Step();
        var after = WeightVector.Of(trainer.Parameters);
        var moves = Enumerable.Range(0, before.Count)
            .Select(i => before[i].ToArray().Zip(after[i].ToArray(), (a, b) => (double)b - a).ToArray())
            .ToArray();
        var norms = moves.Select(move => Math.Sqrt(move.Sum(x => x * x))).ToArray();
        var length = by switch
        {
            "norm" => Math.Sqrt(norms.Sum(norm => norm * norm)),
            "value" => moves.Max(move => move.Max(Math.Abs)),
            _ => norms.Max(),
        };
        Assert.That(length, Is.EqualTo(Limit).Within(1).Percent);
        Assert.That(norms.Count(norm => norm > 0.9 * Limit), by == "norm" ? Is.LessThan(2) : Is.GreaterThan(1));
    }

    // Oracle: the first step of Adam, which is as long as the rate, whatever the gradient.
    [Test]
    public void The_optimiser_is_the_one_that_is_set()
    {
        using var engines = new Engines();
        var adam = Trainer(small with { Optimiser = "adam" }, engines.New);
        var last = adam.Parameters.Count - 1;
        var before = WeightVector.Of(adam.Parameters)[last].ToArray();
        adam.Step();
        var after = WeightVector.Of(adam.Parameters)[last].ToArray();
        Assert.That(
            before.Zip(after, (a, b) => Math.Abs(b - a)), Is.All.EqualTo(small.Rate).Within(2).Percent);
        Assert.That(Trainer(small, engines.New).Optimiser, Is.Not.TypeOf<Adam>());
    }

    // Oracle: the same network without dropout.
    [Test]
    public void Dropout_is_there_where_a_network_learns_and_not_where_it_is_measured()
    {
        using var engines = new Engines();
        var with = Trainer(small with { Layers = 2, Dropout = 0.5f }, engines.New);
        var without = Trainer(small with { Layers = 2 }, engines.New);
        Assert.That(with.Validate(), Is.EqualTo(without.Validate()));
        Assert.That(with.Step().Loss, Is.Not.EqualTo(without.Step().Loss));
    }

    private static SequenceTrainer Trainer(TrainingConfig config, TokenLists.GradientEngineOf engine)
    {
        return new TokenLists(5, piece).Trainer(config, new TokenLists(5, piece), engine);
    }
}
