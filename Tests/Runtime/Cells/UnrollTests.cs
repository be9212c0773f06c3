using System;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>Padded batches against each row run alone, to its own length and without padding.</summary>
    public sealed class UnrollTests
    {
        private const int Inputs = 3;
        private const int Steps = 6;

        private static readonly int[] Lengths = { 1, 6, 3, 4, 0 };

        private readonly LstmCell lower;
        private readonly LstmCell upper;
        private readonly StackedCell<LstmState> cell;

        public UnrollTests()
        {
            var parameters = new ParameterSet(1);
            lower = new LstmCell(parameters, "lower", Inputs, 19);
            upper = new LstmCell(parameters, "upper", 19, 19);
            cell = new StackedCell<LstmState>(lower, upper);
        }

        [Test]
        public void Rows_equal_sequences_of_their_own_length()
        {
            var sequences = Sequences(7);
            var (outputs, state) = Run(sequences, Lengths);
            for (var r = 0; r < Lengths.Length; r++)
            {
                var on = new CpuBackend();
                var alone = cell.InitialState(on, 1);
                var inputs = new Tensor[Lengths[r]];
                for (var t = 0; t < inputs.Length; t++)
                {
                    inputs[t] = on.From(sequences[r].AsSpan(t * Inputs, Inputs), 1, Inputs);
                }

                var expected = cell.Run(inputs, ref alone);
                for (var t = 0; t < Steps; t++)
                {
                    var row = t < expected.Length ? expected[t].Row(0).ToArray() : new float[cell.Outputs];
                    Assert.That(outputs[t][r], Is.EqualTo(row), $"row {r}, step {t}");
                }

                Assert.That(state[r], Is.EqualTo(Values(alone, 0)), $"state of row {r}");
            }
        }

        [Test]
        public void Contents_of_padding_change_nothing()
        {
            float[][] clean = Sequences(7), dirty = Sequences(7);
            for (var r = 0; r < Lengths.Length; r++)
            {
                dirty[r].AsSpan(Lengths[r] * Inputs).Fill(float.NaN);
            }

            var (outputs, state) = Run(dirty, Lengths);
            var expected = Run(clean, Lengths);
            Assert.That(outputs, Is.EqualTo(expected.Outputs));
            Assert.That(state, Is.EqualTo(expected.State));
        }

        [Test]
        public void Permuted_rows_give_permuted_results()
        {
            var sequences = Sequences(7);
            var (outputs, state) = Run(sequences, Lengths);
            int[] order = { 3, 0, 4, 1, 2 };
            var permuted = Run(
                Array.ConvertAll(order, r => sequences[r]), Array.ConvertAll(order, r => Lengths[r]));
            for (var r = 0; r < order.Length; r++)
            {
                Assert.That(permuted.State[r], Is.EqualTo(state[order[r]]));
                for (var t = 0; t < Steps; t++)
                {
                    Assert.That(permuted.Outputs[t][r], Is.EqualTo(outputs[t][order[r]]));
                }
            }
        }

        [Test]
        public void A_stack_feeds_each_cell_to_the_next()
        {
            var on = new CpuBackend();
            var state = cell.InitialState(on, 2);
            LstmState below = lower.InitialState(on, 2), above = upper.InitialState(on, 2);
            for (var t = 0; t < 5; t++)
            {
                on.NextStep();
                var x = on.From(Plain.Random(new Rng((ulong)t), 2 * Inputs), 2, Inputs);
                var expected = upper.Step(lower.Step(x, ref below), ref above);
                Assert.That(cell.Step(x, ref state).Row(1).ToArray(), Is.EqualTo(expected.Row(1).ToArray()));
            }
        }

        private static float[][] Sequences(ulong seed)
        {
            var rng = new Rng(seed);
            return Array.ConvertAll(Lengths, _ => Plain.Random(rng, Steps * Inputs));
        }

        private (float[][][] Outputs, float[][] State) Run(float[][] sequences, int[] lengths)
        {
            var on = new CpuBackend();
            var rows = sequences.Length;
            var inputs = new Tensor[Steps];
            for (var t = 0; t < Steps; t++)
            {
                var x = new float[rows * Inputs];
                for (var r = 0; r < rows; r++)
                {
                    sequences[r].AsSpan(t * Inputs, Inputs).CopyTo(x.AsSpan(r * Inputs));
                }

                inputs[t] = on.From(x, rows, Inputs);
            }

            var state = cell.InitialState(on, rows);
            var outputs = cell.Run(inputs, lengths, ref state);
            var states = new float[rows][];
            for (var r = 0; r < rows; r++)
            {
                states[r] = Values(state, r);
            }

            return (Array.ConvertAll(outputs, output => Rows(output)), states);
        }

        private static float[][] Rows(Tensor tensor)
        {
            var rows = new float[tensor.Rows][];
            for (var r = 0; r < rows.Length; r++)
            {
                rows[r] = tensor.Row(r).ToArray();
            }

            return rows;
        }

        private static float[] Values(StackedState<LstmState> state, int row)
        {
            var reading = new Reading { Row = row, Values = Array.Empty<float>() };
            state.Zip(state, ref reading);
            return reading.Values;
        }

        /// <summary>Collects one row of every tensor of a state.</summary>
        private struct Reading : IStateOperation
        {
            public int Row;
            public float[] Values;

            public Tensor Apply(Tensor mine, Tensor other)
            {
                var start = Values.Length;
                Array.Resize(ref Values, start + mine.Columns);
                mine.Row(Row).CopyTo(Values.AsSpan(start));
                return mine;
            }
        }
    }
}
