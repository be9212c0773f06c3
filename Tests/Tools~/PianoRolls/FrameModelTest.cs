using NUnit.Framework;
using RnnGen.Tools.Tests.Cli;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public sealed class FrameModelTest
{
    private static readonly PianoRoll[] songs = Songs(1, 21);

    [Test]
    public void The_score_is_the_likelihood_of_each_song_alone_over_the_frames_predicted()
    {
        var model = new FrameModel(new SequenceConfig { Size = 12, Layers = 2 }, 6);

        var total = songs.Sum(song => LossAlone(model, song));

        Assert.That(model.Score(songs), Is.EqualTo(total / songs.Sum(song => song.Predicted)).Within(1e-5));
    }

    [Test]
    public void A_saved_network_scores_the_same()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("rolls.safetensors");
        var model = new FrameModel(new SequenceConfig { Size = 12, Layers = 2 }, 6);
        var report = new PianoRollReport("jsb", "valid", 1, 2, new FrameScore("lstm", 3), []);
        using (var stream = File.Create(file))
        {
            model.Write(stream, new FrameCard(new FrameTraining(), report));
        }

        Assert.That(FrameModel.Load(file).Score(songs), Is.EqualTo(model.Score(songs)));
        Assert.That(
            Checkpoint.Load(file).Metadata["card"],
            Does.Contain("music evaluate --benchmark jsb").And.Contain("\"transpose\":6"));
    }

    [TestCase(null)]
    [TestCase("{}")]
    [TestCase("[1")]
    [TestCase("""{"codec":"score","network":{}}""")]
    [TestCase("""{"codec":"piano-roll","network":{"cell":"lstm","size":0,"layers":1}}""")]
    [TestCase("""{"codec":"piano-roll","network":{"cell":"lstm","size":100000,"layers":1}}""")]
    [TestCase("""{"codec":"piano-roll","network":{"cell":"lstm","size":8000,"layers":2}}""")]
    [TestCase("""{"codec":"piano-roll","network":{"cell":"lstm","size":12,"layers":64}}""")]
    [TestCase("""{"codec":"piano-roll","network":{"cell":"lstm","size":12,"layers":2000000}}""")]
    [TestCase("""{"codec":"piano-roll","network":{"cell":"attention","size":12,"layers":2}}""")]
    public void What_is_no_such_network_is_refused(string? config)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("x.safetensors");
        var model = new FrameModel(new SequenceConfig { Size = 12, Layers = 2 }, 6);
        var checkpoint = new Checkpoint();
        checkpoint.Add(model.Parameters);
        if (config is not null)
        {
            checkpoint.Metadata["config"] = config;
        }

        checkpoint.Save(file);

        Assert.That(
            () => FrameModel.Load(file), Throws.TypeOf<ModelFormatException>().With.Message.Contains(file));
    }

    private static PianoRoll[] Songs(ulong seed, int count)
    {
        var rng = new Rng(seed);
        byte[] Frame()
        {
            return [.. Enumerable.Range(0, 88).Where(_ => rng.Uniform() < 0.05f).Select(key => (byte)key)];
        }

        PianoRoll Song() => new([.. Enumerable.Range(0, 1 + rng.Below(12)).Select(_ => Frame())]);
        return [.. Enumerable.Range(0, count).Select(_ => Song())];
    }

    private static double LossAlone(FrameModel model, PianoRoll song)
    {
        var backend = new CpuBackend();
        var state = model.Network.NewState(backend, 1);
        var keys = new float[88];
        var loss = 0.0;
        for (var t = 0; t < song.Predicted; t++)
        {
            backend.NextStep();
            song.CopyTo(t, keys);
            var scores = model.Network.Step(backend.From(keys, 1, 88), state).Row(0).ToArray();
            song.CopyTo(t + 1, keys);
            for (var key = 0; key < 88; key++)
            {
                var p = 1 / (1 + Math.Exp(-scores[key]));
                loss -= Math.Log(keys[key] == 1 ? p : 1 - p);
            }
        }

        return loss;
    }
}
