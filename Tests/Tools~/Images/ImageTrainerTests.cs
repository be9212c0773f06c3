using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>That training learns: what is known by heart costs no more than to tell which of two it is.</summary>
public class ImageTrainerTests
{
    [Test]
    public void Two_pictures_are_learned_by_heart([Values("rgb", "palette")] string output)
    {
        var config = new ImageConfig
        {
            Output = output, Colours = 4, Glimpses = 4, Size = 32, Latent = 4, Read = 0, Write = 0, Batch = 2,
            Classes = false, Schedule = "constant", WarmUp = 0, Rate = 0.01,
        };
        var pictures = Pictures.Squares(2);
        var data = ImageData.Create(config, new ImageSplit(pictures, pictures, "", ""));
        var model = DrawModel.Create(data.Network, 2);
        using var engine = new TapeGradients(model.Parameters, 1);
        var trainer = new ImageTrainer(
            model.Network, model.Parameters, config, data.Training, data.Validation, 3, engine);
        var first = trainer.Step().Loss;
        for (var step = 0; step < 400; step++)
        {
            trainer.Step();
        }

        // Chance makes the bound of a step more or less.
        var last = Enumerable.Range(0, 50).Average(_ => trainer.Step().Loss);
        Assert.That(last, Is.InRange(Math.Log(2) - 0.1, 0.1 * first));
    }
}
