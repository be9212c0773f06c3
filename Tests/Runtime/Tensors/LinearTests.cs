using System;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>x W + h U + b against a loop over the same chain of additions.</summary>
    public sealed class LinearTests
    {
        [Test]
        public void Equals_the_chain_of_additions(
            [ValueSource(typeof(Widths), nameof(Widths.All))] int width,
            [ValueSource(typeof(Plain), nameof(Plain.Sizes))] int size,
            [Range(1, 13)] int rows)
        {
            var rng = new Rng(1);
            int inputs = size, hidden = 1 + size / 2, outputs = size;
            var parameters = new ParameterSet(2);
            var w = parameters.Matrix("w", inputs, outputs);
            var u = parameters.Matrix("u", hidden, outputs);
            var b = parameters.Row("b", outputs);
            Plain.Scatter(parameters, 3);
            var on = new CpuBackend((Width)width);
            var xs = Plain.Random(rng, rows * inputs);
            var hs = Plain.Random(rng, rows * hidden);
            var tokens = new int[rows];
            for (var r = 0; r < rows; r++)
            {
                tokens[r] = rng.Below(inputs);
            }

            Tensor x = on.From(xs, rows, inputs), h = on.From(hs, rows, hidden);
            var t = on.OneHot(tokens, inputs);
            Tensor both = x.Linear(w, h, u, b), one = x.Linear(w, b), bare = x.Linear(w, h, u);
            Tensor picked = t.Linear(w, h, u, b), table = t.Linear(w);
            for (var r = 0; r < rows; r++)
            {
                var xr = xs.AsSpan(r * inputs, inputs).ToArray();
                var hr = hs.AsSpan(r * hidden, hidden).ToArray();
                var oneHot = new float[inputs];
                oneHot[tokens[r]] = 1;
                Compare(both, r, Chain(Chain(b.Row(0).ToArray(), xr, w), hr, u));
                Compare(one, r, Chain(b.Row(0).ToArray(), xr, w));
                Compare(bare, r, Chain(Chain(new float[outputs], xr, w), hr, u));
                Compare(picked, r, Chain(Chain(b.Row(0).ToArray(), oneHot, w), hr, u));
                Compare(table, r, w.Row(tokens[r]).ToArray());
            }
        }

        [Test]
        public void Sees_a_change_of_the_weights()
        {
            var w = new ParameterSet(1).Matrix("w", 2, 3);
            var on = new CpuBackend();
            var x = on.From(new float[] { 1, 1 }, 1, 2);
            x.Linear(w);
            w.Fill(2, 0, 3);
            Assert.That(x.Linear(w).Row(0).ToArray(), Is.EqualTo(new[] { 4, 4, 4 }));
        }

        private static void Compare(Tensor actual, int row, float[] expected)
        {
            Assert.That(Plain.Bits(actual.Row(row)), Is.EqualTo(Plain.Bits(expected)));
        }

        private static float[] Chain(float[] y, float[] x, Parameter w)
        {
            y = (float[])y.Clone();
            for (var i = 0; i < x.Length; i++)
            {
                var row = w.Row(i);
                for (var j = 0; j < y.Length; j++)
                {
                    var product = (float)(x[i] * row[j]);
                    y[j] = (float)(y[j] + product);
                }
            }

            return y;
        }
    }
}
