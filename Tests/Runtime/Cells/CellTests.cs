using System;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>Each cell against its equations, written as loops in double precision.</summary>
    public sealed class CellTests
    {
        private const int Inputs = 5;

        private delegate double[] Equations(double[] x, double[] h);

        [Test]
        public void Rnn_follows_its_equation([Values(1, 4, 17, 64)] int size)
        {
            var p = new ParameterSet(1);
            var cell = new RnnCell(p, "cell", Inputs, size);
            Compare(cell, p, (x, h) =>
            {
                return Map(Plain.Affine(Plain.Affine(Plain.Row(p[2]), x, p[0]), h, p[1]), Math.Tanh);
            });
        }

        [Test]
        public void Lstm_follows_its_equations([Values(1, 4, 17, 64)] int size)
        {
            var p = new ParameterSet(1);
            var cell = new LstmCell(p, "cell", Inputs, size);
            var c = new double[size];
            Compare(cell, p, (x, h) =>
            {
                var gates = Plain.Affine(Plain.Affine(Plain.Row(p[2]), x, p[0]), h, p[1]);
                var hidden = new double[size];
                for (var j = 0; j < size; j++)
                {
                    var i = Plain.Sigmoid(gates[j]);
                    var f = Plain.Sigmoid(gates[size + j]);
                    var g = Math.Tanh(gates[2 * size + j]);
                    var o = Plain.Sigmoid(gates[3 * size + j]);
                    c[j] = f * c[j] + i * g;
                    hidden[j] = o * Math.Tanh(c[j]);
                }

                return hidden;
            });
        }

        [Test]
        public void Gru_follows_the_equations_of_the_lecture([Values(1, 4, 17, 64)] int size)
        {
            var p = new ParameterSet(1);
            var cell = new GruCell(p, "cell", Inputs, size);
            Compare(cell, p, (x, h) =>
            {
                var gates = Map(Plain.Affine(Plain.Affine(null, x, p[0]), h, p[1]), Plain.Sigmoid);
                var kept = new double[size];
                for (var j = 0; j < size; j++)
                {
                    kept[j] = gates[size + j] * h[j];
                }

                var candidate = Map(Plain.Affine(Plain.Affine(null, x, p[2]), kept, p[3]), Math.Tanh);
                var hidden = new double[size];
                for (var j = 0; j < size; j++)
                {
                    hidden[j] = (1 - gates[j]) * h[j] + gates[j] * candidate[j];
                }

                return hidden;
            });
        }

        [Test]
        public void Gru_with_reset_after_follows_the_equations_of_cudnn([Values(1, 4, 17, 64)] int size)
        {
            var p = new ParameterSet(1);
            var cell = new GruResetAfterCell(p, "cell", Inputs, size);
            Compare(cell, p, (x, h) =>
            {
                var fromX = Plain.Affine(Plain.Row(p[2]), x, p[0]);
                var fromH = Plain.Affine(Plain.Row(p[3]), h, p[1]);
                var hidden = new double[size];
                for (var j = 0; j < size; j++)
                {
                    var r = Plain.Sigmoid(fromX[j] + fromH[j]);
                    var z = Plain.Sigmoid(fromX[size + j] + fromH[size + j]);
                    var n = Math.Tanh(fromX[2 * size + j] + r * fromH[2 * size + j]);
                    hidden[j] = (1 - z) * n + z * h[j];
                }

                return hidden;
            });
        }

        [Test]
        public void Open_forget_gate_and_closed_input_gate_carry_the_cell_unchanged()
        {
            const int Size = 20;
            var p = new ParameterSet(1);
            var cell = new LstmCell(p, "cell", Inputs, Size);
            p[2].Fill(-1000, 0, Size);
            p[2].Fill(1000, Size, Size);
            var on = new CpuBackend();
            var values = Plain.Random(new Rng(3), Size);
            var state = new LstmState(on.New(1, Size), on.From(values, 1, Size));
            for (var t = 0; t < 10000; t++)
            {
                on.NextStep();
                cell.Step(on.From(new float[] { 1, -1, 2, -2, t % 7 }, 1, Inputs), ref state);
            }

            Assert.That(Plain.Bits(state.Cell.Row(0)), Is.EqualTo(Plain.Bits(values)));
        }

        [Test]
        public void Forget_gate_starts_with_a_bias_of_one()
        {
            var p = new ParameterSet(1);
            new LstmCell(p, "cell", 2, 3).InitialState(new CpuBackend(), 1);
            Assert.That(p[2].Row(0).ToArray(), Is.EqualTo(new[] { 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0 }));
        }

        [Test]
        public void Zero_is_a_fixed_point_of_the_gru_of_the_lecture()
        {
            var cell = new GruCell(new ParameterSet(1), "cell", Inputs, 20);
            var on = new CpuBackend();
            var state = cell.InitialState(on, 2);
            for (var t = 0; t < 100; t++)
            {
                on.NextStep();
                Assert.That(cell.Step(on.New(2, Inputs), ref state).Row(1).ToArray(), Is.All.EqualTo(0));
            }
        }

        private static void Compare<TState>(Cell<TState> cell, ParameterSet parameters, Equations equations)
            where TState : struct, ICellState<TState>
        {
            Plain.Scatter(parameters, 2);
            var rng = new Rng(3);
            var on = new CpuBackend();
            var state = cell.InitialState(on, 1);
            var expected = new double[cell.Outputs];
            for (var t = 0; t < 16; t++)
            {
                var x = Plain.Random(rng, Inputs, 2);
                on.NextStep();
                var output = cell.Step(on.From(x, 1, Inputs), ref state).Row(0);
                expected = equations(Array.ConvertAll(x, value => (double)value), expected);
                for (var j = 0; j < expected.Length; j++)
                {
                    Assert.That(output[j], Is.EqualTo(expected[j]).Within(1e-5), $"step {t}, unit {j}");
                }
            }
        }

        private static double[] Map(double[] x, Func<double, double> function)
        {
            return Array.ConvertAll(x, value => function(value));
        }
    }
}
