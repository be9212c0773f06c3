using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public class DrawBoundTests
{
    // Oracle: the network, one picture at a time, with the numbers drawn by hand.
    [Test]
    public void A_bound_is_the_mean_of_the_losses_of_single_pictures(
        [Values("rgb", "palette")] string output, [Values(1, 3, 1000)] int parts)
    {
        var (model, set) = Model(output, 130);
        using var engine = new TapeGradients(model.Parameters, 1);
        var bound = DrawBound.Measure(model.Network, set, engine, new Rng(5), parts);
        var config = model.Network.Config;
        var chance = new Rng(5);
        var columns = config.Steps * config.Latent;
        var (sum, divergences) = (0.0, new double[config.Steps]);
        for (var first = 0; first < set.Count; first += 100)
        {
            var count = Math.Min(100, set.Count - first);
            var images = new float[count * config.Values];
            for (var i = 0; i < count; i++)
            {
                set.Read(first + i, chance, default, images.AsSpan(i * config.Values, config.Values));
            }

            for (var i = 0; i < count; i++)
            {
                float[] noise = [.. Enumerable.Range(0, columns).Select(_ => chance.Normal())];
                var on = new CpuBackend();
                var steps = new Tensor[config.Steps];
                var image = on.From(images.AsSpan(i * config.Values, config.Values), 1, config.Values);
                int[] classes = [set.ClassOf(first + i)];
                sum += model.Network.Loss(image, on.From(noise, 1, columns), classes, steps).Row(0)[0];
                for (var t = 0; t < config.Steps; t++)
                {
                    divergences[t] += steps[t].Row(0)[0];
                }
            }
        }

        Assert.That(bound.Nats, Is.EqualTo(sum / set.Count).Within(1e-3));
        Assert.That(bound.Divergences, Is.EqualTo(divergences.Select(total => total / set.Count)).Within(1e-4));
    }

    internal static (DrawModel Model, ImageSet Set) Model(string output, int count)
    {
        var config = new ImageConfig { Output = output, Colours = 4, Glimpses = 3, Size = 10, Latent = 3 };
        var pictures = Pictures.Squares(count);
        var data = ImageData.Create(config, new ImageSplit(pictures, pictures, "", ""));
        return (DrawModel.Create(data.Network, 2), data.Training);
    }
}
