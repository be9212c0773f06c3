using NUnit.Framework;
using RnnGen.Training;
using TorchSharp;

namespace RnnGen.Tools.Tests;

/// <summary>Closed forms, and torch's CosineAnnealingLR, as oracles of the learning rate.</summary>
public class ScheduleTests
{
    [Test]
    public void Every_schedule_rises_in_a_line_at_first(
        [Values("plateau", "cosine", "constant")] string name)
    {
        var schedule = new Schedule(name, warmUp: 10, steps: 100);
        for (var step = 0; step < 10; step++)
        {
            Assert.That(schedule.FactorAt(step, 1), Is.EqualTo((step + 1) / 10.0).Within(1e-12));
        }
    }

    [Test]
    public void Without_a_warm_up_it_begins_at_the_top(
        [Values("plateau", "cosine", "constant")] string name)
    {
        Assert.That(new Schedule(name, warmUp: 0, steps: 100).FactorAt(0, 1), Is.EqualTo(1));
    }

    [Test]
    public void Only_plateau_follows_the_validations()
    {
        Assert.That(new Schedule("plateau", 10, 0).FactorAt(50, 0.25), Is.EqualTo(0.25));
        Assert.That(new Schedule("constant", 10, 0).FactorAt(50, 0.25), Is.EqualTo(1));
    }

    [Test]
    public void Cosine_equals_its_closed_form()
    {
        // 0.01 + 0.99 cos² (φ/2), at known angles: 0, 60, 90, 120 and 180 degrees.
        var schedule = new Schedule("cosine", warmUp: 20, steps: 620);
        Assert.That(schedule.FactorAt(20, 0.25), Is.EqualTo(1).Within(1e-12));
        Assert.That(schedule.FactorAt(220, 0.25), Is.EqualTo(0.01 + 0.99 * 0.75).Within(1e-12));
        Assert.That(schedule.FactorAt(320, 0.25), Is.EqualTo(0.01 + 0.99 * 0.5).Within(1e-12));
        Assert.That(schedule.FactorAt(420, 0.25), Is.EqualTo(0.01 + 0.99 * 0.25).Within(1e-12));
        Assert.That(schedule.FactorAt(620, 0.25), Is.EqualTo(0.01).Within(1e-12));
        Assert.That(schedule.FactorAt(10_000, 0.25), Is.EqualTo(0.01).Within(1e-12));
    }

    [Test]
    public void Cosine_equals_that_of_torch()
    {
        using var weights = new TorchSharp.Modules.Parameter(torch.zeros(1));
        using var optimizer = torch.optim.SGD([weights], 0.5);
        var oracle = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 300, 0.005);
        var schedule = new Schedule("cosine", warmUp: 0, steps: 300);
        for (var step = 0; step <= 300; step++)
        {
            var rate = optimizer.ParamGroups.Single().LearningRate;
            Assert.That(0.5 * schedule.FactorAt(step, 1), Is.EqualTo(rate).Within(1e-9), $"step {step}");
            oracle.step();
        }
    }

    [Test]
    public void A_cosine_needs_steps_after_the_warm_up()
    {
        Assert.That(() => new Schedule("cosine", 10, 10), Throws.ArgumentException);
        Assert.That(() => new Schedule("cosine", 0, 0), Throws.ArgumentException);
    }
}
