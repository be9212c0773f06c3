using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public class DrawBatchTests
{
    private const int Rows = 40;
    private const int Fills = 50;

    // Oracles: the losses with the class of each picture and with none, and the binomial distribution.
    [TestCase(0)]
    [TestCase(0.25)]
    [TestCase(0.5)]
    public void As_many_pictures_lose_their_class_as_were_wanted(double share)
    {
        var (model, set) = DrawBoundTests.Model("rgb", Rows);
        var network = model.Network;
        DeafToNoise(network.Config, model.Parameters.Randomized(2, 0.5f));
        var own = Losses(network, set, [.. Enumerable.Range(0, Rows).Select(set.ClassOf)]);
        var none = Losses(network, set, [.. Enumerable.Repeat(network.Config.Classes, Rows)]);
        Assert.That(own.Zip(none, (x, y) => Math.Abs(x - y)), Is.All.Positive, "The class matters.");

        using var engine = new TapeGradients(model.Parameters, 1, isExact: true);
        var batch = new DrawBatch(network, engine, Rows);
        var chance = new Rng(1);
        var dropped = 0;
        for (var i = 0; i < Fills; i++)
        {
            batch.Fill(set, [.. Enumerable.Range(0, Rows)], default, share, chance);
            var losses = new List<float>();
            engine.Evaluate(on => Told(batch.Loss(on)!, losses), 1);
            dropped += losses.Where((loss, row) => loss == none[row]).Count();
            Assert.That(losses.Select((loss, row) => loss == none[row] ? own[row] : loss), Is.EqualTo(own));
        }

        var most = 5 * Math.Sqrt(Fills * Rows * share * (1 - share));
        Assert.That(dropped, Is.EqualTo(Fills * Rows * share).Within(most));
    }

    /// <summary>Lets z say nothing, so that a loss depends on the picture and its class only.</summary>
    private static void DeafToNoise(DrawConfig config, ParameterSet parameters)
    {
        var weight = Enumerable.Range(0, parameters.Count).Select(i => parameters[i])
            .Single(parameter => parameter.Name == "decoder.weight_ih");
        for (var input = 0; input < config.Latent; input++)
        {
            weight.Row(input).Clear();
        }

        weight.Changed();
    }

    private static float[] Losses(DrawNetwork network, ImageSet set, int[] classes)
    {
        var config = network.Config;
        var images = new float[Rows * config.Values];
        for (var row = 0; row < Rows; row++)
        {
            set.Read(row, new Rng(1), default, images.AsSpan(row * config.Values, config.Values));
        }

        var on = new CpuBackend();
        var image = on.From(images, Rows, config.Values);
        return network.Loss(image, on.New(Rows, config.Steps * config.Latent), classes).Values();
    }

    private static Tensor Told(Tensor losses, List<float> to)
    {
        to.AddRange(losses.Values());
        return losses;
    }
}
