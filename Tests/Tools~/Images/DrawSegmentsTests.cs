using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>Learning without segments as the oracle of learning in segments.</summary>
public class DrawSegmentsTests
{
    [Test]
    public void Segments_change_no_bit_of_what_is_learned(
        [Values("binary", "rgb", "palette")] string output, [Values(2, 9)] int batch,
        [Values(2, 3, 5, 99)] int segments)
    {
        var whole = Learn(Config(output, batch), "native", out var loss);
        var parts = Learn(Config(output, batch) with { Segments = segments }, "native", out var sum);
        Assert.That(parts, Is.EqualTo(whole));
        Assert.That(sum, Is.EqualTo(loss).Within(1e-4).Percent);
    }

    [Test]
    public void Libtorch_learns_the_same_of_segments()
    {
        var whole = Learn(Config("palette", 9), "torch", out var loss);
        var parts = Learn(Config("palette", 9) with { Segments = 3 }, "torch", out var sum);
        Assert.That(parts, Is.EqualTo(whole).Within(1e-5));
        Assert.That(sum, Is.EqualTo(loss).Within(1e-4).Percent);
    }

    private static ImageConfig Config(string output, int batch) => new()
    {
        Output = output, Colours = 4, Glimpses = 5, Size = 10, Latent = 3, Batch = batch, CanvasFeedback = true,
    };

    private static float[] Learn(ImageConfig config, string backend, out double loss)
    {
        var pictures = Pictures.Squares(20);
        var data = ImageData.Create(config, new ImageSplit(pictures, pictures, "", ""));
        var model = DrawModel.Create(data.Network, 2);
        using GradientEngine engine = backend == "torch"
            ? new TorchGradients(model.Parameters, 1)
            : new TapeGradients(model.Parameters, 2);
        var trainer = new ImageTrainer(
            model.Network, model.Parameters, config, data.Training, data.Validation, 3, engine);
        loss = Enumerable.Range(0, 4).Select(_ => trainer.Step().Loss).ToArray()[^1];
        return [.. Enumerable.Range(0, model.Parameters.Count).SelectMany(i =>
        {
            var parameter = model.Parameters[i];
            return Enumerable.Range(0, parameter.Inputs).SelectMany(input => parameter.Row(input).ToArray());
        })];
    }
}
