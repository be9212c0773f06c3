using System;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class ParameterTests
    {
        [Test]
        public void A_matrix_starts_uniform_and_a_row_at_zero()
        {
            var parameters = new ParameterSet(1);
            var matrix = parameters.Matrix("matrix", 100, 1000);
            var row = parameters.Row("row", 7);
            double sum = 0, squares = 0, largest = 0;
            for (var i = 0; i < 100; i++)
            {
                foreach (var value in matrix.Row(i))
                {
                    sum += value;
                    squares += value * value;
                    largest = Math.Max(largest, Math.Abs(value));
                }
            }

            // Uniform in ±0.1: the variance is 0.01 / 3.
            Assert.That(largest, Is.InRange(0.0999, 0.1));
            Assert.That(sum / 1e5, Is.EqualTo(0).Within(0.001));
            Assert.That(squares / 1e5, Is.EqualTo(0.01 / 3).Within(0.0001));
            Assert.That(row.Row(0).ToArray(), Is.All.EqualTo(0));
        }

        [Test]
        public void A_set_keeps_the_order()
        {
            var parameters = new ParameterSet(1);
            parameters.Row("b", 1);
            parameters.Row("a", 1);
            Assert.That(parameters.Count, Is.EqualTo(2));
            Assert.That(parameters[0].Name + parameters[1].Name, Is.EqualTo("ba"));
        }

        // Oracle: the closed form of an LSTM of PyTorch's with one summed bias, 4 h (x + h + 1).
        [Test]
        public void A_set_counts_its_weights()
        {
            var parameters = new ParameterSet(1);
            Assert.That(parameters.Weights, Is.Zero);
            _ = new LstmCell(parameters, "lstm", 5, 7);
            Assert.That(parameters.Weights, Is.EqualTo(4 * 7 * (5 + 7 + 1)));
        }

        [Test]
        public void A_set_has_each_name_once()
        {
            var parameters = new ParameterSet(1);
            parameters.Row("a", 1);
            Assert.That(() => parameters.Matrix("a", 1, 1), Throws.ArgumentException.With.Message.Contains("'a'"));
            Assert.That(parameters.Count, Is.EqualTo(1));
        }

        [Test]
        public void Fill_sets_a_range_of_outputs_and_counts_a_change()
        {
            var parameter = new ParameterSet(1).Matrix("w", 2, 4);
            parameter.Fill(0, 0, 4);
            var version = parameter.Version;
            parameter.Fill(5, 1, 2);
            Assert.That(parameter.Row(1).ToArray(), Is.EqualTo(new[] { 0, 5, 5, 0 }));
            Assert.That(parameter.Version, Is.GreaterThan(version));
            Assert.That(() => parameter.Row(2), Throws.InstanceOf<ArgumentOutOfRangeException>());
        }
    }
}
