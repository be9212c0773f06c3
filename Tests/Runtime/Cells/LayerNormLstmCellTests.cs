using System;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>The cell against its equations in double precision, and what normalisation promises.</summary>
    public sealed class LayerNormLstmCellTests
    {
        private const int Inputs = 5;

        [Test]
        public void Follows_its_equations([Values(2, 4, 17, 64)] int size)
        {
            var p = new ParameterSet(1);
            var cell = new LayerNormLstmCell(p, "cell", Inputs, size);
            Plain.Scatter(p, 2);
            var on = new CpuBackend();
            var state = cell.InitialState(on, 1);
            double[] h = new double[size], c = new double[size];
            for (var t = 0; t < 12; t++)
            {
                var x = Plain.Random(new Rng((ulong)t), Inputs, 2);
                on.NextStep();
                var output = cell.Step(on.From(x, 1, Inputs), ref state).Row(0).ToArray();
                var fromX = Normal(Plain.Affine(null, Array.ConvertAll(x, value => (double)value), p[0]));
                var fromH = Normal(Plain.Affine(null, h, p[1]));
                var gates = fromX.Select((_, i) =>
                    p[3].Row(0)[i] * fromX[i] + p[4].Row(0)[i] * fromH[i] + p[2].Row(0)[i]).ToArray();
                for (var j = 0; j < size; j++)
                {
                    c[j] = Plain.Sigmoid(gates[size + j]) * c[j]
                        + Plain.Sigmoid(gates[j]) * Math.Tanh(gates[2 * size + j]);
                }

                var seen = Normal(c);
                for (var j = 0; j < size; j++)
                {
                    h[j] = Plain.Sigmoid(gates[3 * size + j])
                        * Math.Tanh(p[5].Row(0)[j] * seen[j] + p[6].Row(0)[j]);
                }

                Assert.That(output.Select(value => (double)value), Is.EqualTo(h).Within(2e-4));
            }
        }

        [Test]
        public void Weights_may_grow_without_a_difference()
        {
            var expected = Run(1);
            Assert.That(Run(64), Is.EqualTo(expected).Within(1e-3));
        }

        private static float[] Run(float factor)
        {
            var p = new ParameterSet(1);
            var cell = new LayerNormLstmCell(p, "cell", Inputs, 20);
            for (var matrix = 0; matrix < 2; matrix++)
            {
                for (var input = 0; input < p[matrix].Inputs; input++)
                {
                    foreach (ref var weight in p[matrix].Row(input))
                    {
                        weight *= factor;
                    }
                }

                p[matrix].Changed();
            }

            var on = new CpuBackend();
            var state = cell.InitialState(on, 1);
            var inputs = Enumerable.Range(0, 5)
                .Select(t => on.From(Plain.Random(new Rng((ulong)t), Inputs, 9), 1, Inputs));
            return cell.Run(inputs.ToArray(), ref state)[4].Row(0).ToArray();
        }

        private static double[] Normal(double[] x)
        {
            var mean = x.Average();
            var variance = x.Average(value => (value - mean) * (value - mean));
            return Array.ConvertAll(x, value => (value - mean) / Math.Sqrt(variance + 1e-5));
        }
    }
}
