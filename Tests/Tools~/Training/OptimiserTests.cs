using NUnit.Framework;
using RnnGen.Training;
using TorchSharp;

namespace RnnGen.Tools.Tests;

/// <summary>torch.optim as the oracle of steps, over rows that straddle the width of vectors.</summary>
public class OptimiserTests
{
    private const double Rate = 0.01;
    private const double Momentum = 0.8;
    private const double WeightDecay = 0.3;

    private static readonly int[] widths = [1, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 100];

    private readonly ParameterSet parameters = new(1);

    public OptimiserTests()
    {
        foreach (var width in widths)
        {
            parameters.Matrix($"w{width}", 5, width);
            parameters.Row($"b{width}", width);
        }

        parameters.Randomized(2, 1);
    }

    [Test]
    public void Moves_as_that_of_torch([Values("sgd", "rmsprop", "adam", "adamw")] string name)
    {
        var optimiser = Optimiser.ByName(name, parameters, Momentum, WeightDecay);
        var oracles = Enumerable.Range(0, parameters.Count)
            .Select(index => new Oracle(name, parameters, index))
            .ToArray();
        var rng = new Rng(3);
        for (var step = 0; step < 25; step++)
        {
            var gradients = new WeightVector(parameters);
            for (var i = 0; i < parameters.Count; i++)
            {
                Tensors.Normal(rng, gradients[i].Length).CopyTo(gradients[i]);
                oracles[i].Step(gradients[i].ToArray());
            }

            optimiser.Step(gradients, Rate);
        }

        Assert.That(optimiser.Steps, Is.EqualTo(25));
        var moved = WeightVector.Of(parameters);
        for (var i = 0; i < parameters.Count; i++)
        {
            var expected = oracles[i].Weights;
            var largest = expected.Max(Math.Abs);
            var distance = Tensors.Distance(moved[i].ToArray(), expected);
            Assert.That(distance, Is.LessThan(1e-5 * largest), parameters[i].Name);
            oracles[i].Dispose();
        }
    }

    [Test]
    public void Tells_the_backends_that_weights_changed()
    {
        var version = parameters[0].Version;
        new Sgd(parameters).Step(new WeightVector(parameters), Rate);
        Assert.That(parameters[0].Version, Is.GreaterThan(version));
    }

    /// <summary>One parameter under torch's optimiser: each has its own, as biases do not decay.</summary>
    private sealed class Oracle : IDisposable
    {
        private readonly TorchSharp.Modules.Parameter weights;
        private readonly torch.optim.Optimizer optimizer;

        public Oracle(string name, ParameterSet parameters, int index)
        {
            weights = new(torch.tensor(WeightVector.Of(parameters)[index].ToArray()));
            var decay = parameters[index].IsRow ? 0 : WeightDecay;
            optimizer = name switch
            {
                "sgd" => torch.optim.SGD([weights], Rate, Momentum),
                "rmsprop" => torch.optim.RMSProp([weights], Rate, momentum: Momentum),
                "adam" => torch.optim.Adam([weights], Rate),
                _ => torch.optim.AdamW([weights], Rate, weight_decay: decay),
            };
        }

        public void Step(float[] gradient)
        {
            weights.grad = torch.tensor(gradient);
            optimizer.step();
        }

        public void Dispose()
        {
            optimizer.Dispose();
            weights.Dispose();
        }

        public float[] Weights => weights.detach().data<float>().ToArray();
    }
}
