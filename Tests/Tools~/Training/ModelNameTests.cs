using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public sealed class ModelNameTests
{
    [TestCase("out/song.safetensors", "out/song.sample.mid")]
    [TestCase("out/song", "out/song.sample.mid")]
    [TestCase("v1.1", "v1.1.sample.mid")]
    [TestCase("v1.2/my.safetensors", "v1.2/my.sample.mid")]
    public void A_file_beside_a_model_has_its_name(string model, string beside)
    {
        Assert.That(ModelName.With(model, ".sample.mid"), Is.EqualTo(beside));
    }
}
