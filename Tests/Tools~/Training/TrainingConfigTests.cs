using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>The line of settings that version 0.1.0 wrote into saved trainings, as oracle.</summary>
public class TrainingConfigTests
{
    private const string Defaults =
        "{\"codec\":\"performance\",\"cell\":\"lstm\",\"size\":256,\"layers\":2,\"dropout\":0.2,\"batch\":64,"
        + "\"window\":128,\"rate\":0.002,\"warmUp\":100,\"clip\":5,\"validateEvery\":250,\"patience\":3,"
        + "\"stopAfter\":10,\"epochs\":100,\"transpose\":3,\"stretch\":0.05,\"validShare\":0.1}";

    [Test]
    public void Defaults_are_the_same_line_as_before_there_were_other_optimisers()
    {
        Assert.That(new TrainingConfig().ToString(), Is.EqualTo(Defaults));
    }

    [TestCase("layers", 65, 64)]
    [TestCase("size", 8193, 8192)]
    [TestCase("criticSize", 8193, 8192)]
    public void Networks_that_no_file_can_keep_are_refused(string setting, int value, int most)
    {
        Assert.That(() => TrainingConfig.Parse($"{{\"{setting}\":{most}}}"), Throws.Nothing);
        Assert.That(
            () => TrainingConfig.Parse($"{{\"{setting}\":{value}}}"),
            Throws.ArgumentException.With.Message.EqualTo(
                $"The setting '{setting}' must be from 1 to {most}, but is {value}."));
    }

    [TestCase("\"optimiser\":\"sgd\"")]
    [TestCase("\"momentum\":0")]
    [TestCase("\"weightDecay\":0")]
    [TestCase("\"schedule\":\"constant\"")]
    [TestCase("\"steps\":5000")]
    [TestCase("\"clipBy\":\"value\"")]
    public void What_differs_is_in_the_line_and_is_read_again(string setting)
    {
        var config = TrainingConfig.Parse($"{{{setting}}}");
        var line = config.ToString();
        Assert.That(line, Does.Contain(setting).And.Length.EqualTo(Defaults.Length + setting.Length + 1));
        Assert.That(TrainingConfig.Parse(line), Is.EqualTo(config));
        Assert.That(config, Is.Not.EqualTo(new TrainingConfig()));
    }
}
