using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>dW = Σ xᵀ dy against one chain of additions, however many rows are multiplied at once.</summary>
    public sealed class WeightSlopesTests
    {
        [Test]
        public void Equal_the_chain_of_additions_from_the_last_use_to_the_first(
            [ValueSource(typeof(Widths), nameof(Widths.All))] int width,
            [Range(1, 13)] int inputs,
            [Values(1, 5)] int uses,
            [Values(13, 205, WeightSlopes.Depth + 1)] int rows)
        {
            const int Outputs = 37;
            var parameters = new ParameterSet(1);
            var w = parameters.Matrix("w", inputs, Outputs);
            var rng = new Rng(2);
            float[][] Random(int columns) => Enumerable.Range(0, uses)
                .Select(_ => Plain.Random(rng, rows * columns)).ToArray();
            float[][] xs = Random(inputs), slopes = Random(Outputs);
            var expected = Chain(xs, slopes, inputs, Outputs);
            foreach (var isExact in new[] { true, false })
            {
                var panels = new TrainingPanels(parameters, (Width)width);
                var tape = new TapeBackend(parameters, panels, isExact, (Width)width);
                tape.Differentiate(on => Enumerable.Range(0, uses)
                    .Select(use => on.From(xs[use], rows, inputs).Linear(w) * on.From(slopes[use], rows, Outputs))
                    .Aggregate((sum, part) => sum + part));
                var actual = Enumerable.Range(0, inputs).SelectMany(input => tape.Gradient(w, input).ToArray());
                Assert.That(actual, isExact ? Is.EqualTo(expected) : Is.EqualTo(expected).Within(1e-3));
            }
        }

        private static float[] Chain(float[][] xs, float[][] slopes, int inputs, int outputs)
        {
            var sums = new float[inputs * outputs];
            for (var use = xs.Length - 1; use >= 0; use--)
            {
                for (var row = 0; row < xs[use].Length / inputs; row++)
                {
                    for (var i = 0; i < sums.Length; i++)
                    {
                        var product = (float)(xs[use][row * inputs + i / outputs]
                            * slopes[use][row * outputs + i % outputs]);
                        sums[i] = (float)(sums[i] + product);
                    }
                }
            }

            return sums;
        }
    }
}
