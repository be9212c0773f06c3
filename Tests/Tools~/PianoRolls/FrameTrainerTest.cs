using System.Text.Json;
using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public sealed class FrameTrainerTest
{
    // A key, silence, its fifth, silence, and again: after a silence, only memory tells what comes.
    private static readonly PianoRoll[] songs = [Pulse(20), Pulse(50)];

    private static readonly FrameTraining settings = new()
    {
        Size = 24,
        Rate = 0.02,
        Rows = 2,
        Steps = 16,
        Transpose = 0,
        InputDropout = 0,
        Rounds = 80,
        Patience = 20,
    };

    [Test]
    public void Learns_what_no_look_at_the_previous_frame_could_tell()
    {
        var trainer = new FrameTrainer(settings, songs);

        var best = trainer.Run(songs, 1, _ => { }, CancellationToken.None);

        Assert.That(best, Is.LessThan(0.5 * LogisticBaseline.Fit(songs).Score(songs)));
        Assert.That(trainer.Model.Score(songs), Is.EqualTo(best));
    }

    [Test]
    public void The_same_seed_gives_the_same_network()
    {
        double Train()
        {
            return new FrameTrainer(settings with { Rounds = 2, InputDropout = 0.5f }, songs)
                .Run(songs, 1, _ => { }, CancellationToken.None);
        }

        Assert.That(Train(), Is.EqualTo(Train()));
    }

    [Test]
    public void Stops_when_asked_and_when_nothing_gets_better()
    {
        var rounds = 0;
        using var stop = new CancellationTokenSource();
        void Stop(FrameProgress step)
        {
            rounds = step.Round;
            stop.Cancel();
        }

        new FrameTrainer(settings, songs).Run(songs, 1, Stop, stop.Token);
        Assert.That(rounds, Is.EqualTo(1));

        // A rate at which nothing moves.
        new FrameTrainer(settings with { Rate = 1e-30, Patience = 1, StopAfter = 3 }, songs)
            .Run(songs, 1, step => rounds = step.Round, CancellationToken.None);
        Assert.That(rounds, Is.EqualTo(4));
    }

    [Test]
    public void Settings_that_differ_are_read_from_JSON()
    {
        var read = settings.With("""{"size": 300, "inputDropout": 0.25}""");

        Assert.That(read, Is.EqualTo(settings with { Size = 300, InputDropout = 0.25f }));
        Assert.That(() => settings.With("""{"sise": 300}"""), Throws.InstanceOf<JsonException>());
        Assert.That(() => settings.With("""{"size": "big"}"""), Throws.InstanceOf<JsonException>());
        Assert.That(() => settings.With("null"), Throws.InstanceOf<JsonException>());
        Assert.That(
            () => settings.With("""{"size": 0}"""), Throws.ArgumentException.With.Message.Contains("size"));
        Assert.That(
            () => settings.With("""{"rate": 2}"""), Throws.ArgumentException.With.Message.Contains("rate"));
    }

    private static PianoRoll Pulse(byte key)
    {
        return new PianoRoll([.. Enumerable.Range(0, 48).Select(t => (t % 4) switch
        {
            0 => new[] { key },
            2 => [(byte)(key + 7)],
            _ => Array.Empty<byte>(),
        })]);
    }
}
