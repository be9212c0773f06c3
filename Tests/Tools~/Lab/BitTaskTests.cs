using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests.Lab;

public sealed class BitTaskTests
{
    private const int Rows = 6;

    // Oracle: the paper's words, read back from what is heard.
    [Test]
    public void What_is_heard_once_is_answered_as_often_as_told([Values(1, 4)] int times)
    {
        const int Length = 5, Width = 8, Mark = 8;
        var episode = new RepeatCopyTask().Make(Rows, new BitSize(Length, times), new Rng(1));
        Assert.That(episode.Steps - episode.FirstAnswer, Is.EqualTo((times * Length) + 1));
        for (var row = 0; row < Rows; row++)
        {
            for (var i = 0; i < times * Length * Width; i++)
            {
                var (step, bit) = (i / Width, i % Width);
                Assert.That(
                    episode.Target(episode.FirstAnswer + step, row, bit),
                    Is.EqualTo(episode.Input(step % Length, row, bit)));
            }

            var marks = Enumerable.Range(0, episode.Steps).Where(step => episode.Target(step, row, Mark) == 1);
            Assert.That(marks, Is.EqualTo(new[] { episode.Steps - 1 }));
        }
    }

    [Test]
    public void The_item_behind_the_one_that_is_asked_for_is_the_answer()
    {
        const int Items = 4, Item = 4;
        var episode = new RecallTask().Make(Rows, new BitSize(Items), new Rng(2));
        for (var row = 0; row < Rows; row++)
        {
            var asked = Enumerable.Range(0, Items - 1).Where(
                item => Said(episode, row, item * Item).SequenceEqual(Said(episode, row, Items * Item)));
            var answer = Enumerable.Range(0, 18).Select(
                i => episode.Target(episode.FirstAnswer + (i / 6), row, i % 6));
            Assert.That(asked.Any(item => Said(episode, row, (item + 1) * Item).SequenceEqual(answer)), Is.True);
        }
    }

    // Oracle: the loss that is differentiated, on a tape.
    [Test]
    public void Bits_measured_without_a_tape_are_those_that_are_learned_from()
    {
        var task = new CopyTask();
        foreach (var network in new[] { BitNetwork.Machine(1, task, 8), BitNetwork.Lstm(1, task, 8) })
        {
            var episode = task.Make(Rows, new BitSize(7), new Rng(3));
            var tape = new TapeBackend(network.Parameters, isExact: true);
            var nats = tape.Evaluate(on => network.Loss(new RowShare(on, 0, Rows), episode));
            var (cost, wrong) = network.Measure(episode);
            Assert.That(cost, Is.EqualTo(nats / Math.Log(2) / Rows).Within(1e-4));
            Assert.That(wrong, Is.InRange(1, episode.Bits));
        }
    }

    // Oracle: the cell alone, with the same weights.
    [Test]
    public void Heads_are_followed_step_by_step()
    {
        const int Units = 8;
        var task = new CopyTask();
        var episode = task.Make(1, new BitSize(3), new Rng(4));
        var followed = BitNetwork.Machine(1, task, Units).Follow(episode);
        Assert.That(followed, Has.Count.EqualTo(episode.Steps));
        var parameters = new ParameterSet(1);
        var config = new NtmConfig();
        var controller = new LstmCell(parameters, "controller", task.Inputs + config.Reads, Units);
        var cell = new NtmCell<LstmState>(parameters, "ntm", config, controller);
        var share = new RowShare(new CpuBackend(), 0, 1);
        var state = cell.InitialState(share.On, 1);
        for (var step = 0; step < episode.Steps; step++)
        {
            cell.Step(episode.Inputs(share, step), ref state);
            Assert.That(followed[step], Is.EqualTo(state.Weightings.Row(0).ToArray()).Within(1e-6), $"step {step}");
        }
    }

    private static float[] Said(BitEpisode episode, int row, int first)
    {
        return [.. Enumerable.Range(0, 18).Select(i => episode.Input(first + 1 + (i / 6), row, i % 6))];
    }
}
