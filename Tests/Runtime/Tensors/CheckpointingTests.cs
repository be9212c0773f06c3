using System;
using System.Collections.Generic;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>The tape of the whole sequence as the oracle of checkpointing.</summary>
    public sealed class CheckpointingTests
    {
        private const int Steps = 24;
        private const int Rows = 5;
        private const int Inputs = 4;

        [Test]
        public void Gradients_are_those_of_the_whole_sequence_bit_by_bit([Values(1, 2, 3, 6, 24)] int segments)
        {
            var parameters = new ParameterSet(1);
            var cell = NewCell(parameters);
            var tape = new TapeBackend(parameters);
            var rng = new Rng(7);
            var loss = tape.Differentiate(
                on =>
                {
                    var state = cell.InitialState(on, Rows);
                    return Run(cell, on, rng, 0, Steps, ref state);
                },
                0.5f);
            var expected = Gradient(tape, parameters);
            var after = rng.Next();

            rng = new Rng(7);
            var checkpointing = new Checkpointing<StackedState<LstmState>>(
                tape,
                segments,
                (Backend on, int index, ref StackedState<LstmState> state) =>
                {
                    state = index == 0 ? cell.InitialState(on, Rows) : state;
                    return Run(cell, on, rng, index * Steps / segments, (index + 1) * Steps / segments, ref state);
                },
                rng);
            Assert.That(checkpointing.Differentiate(0.5f), Is.EqualTo(loss).Within(1e-4));
            Assert.That(Plain.Bits(Gradient(tape, parameters)), Is.EqualTo(Plain.Bits(expected)));
            Assert.That(rng.Next(), Is.EqualTo(after));
        }

        [Test]
        public void The_tape_needs_the_memory_of_one_segment()
        {
            Assert.That(Bytes(24), Is.LessThan(Bytes(1) / 4));
        }

        [Test]
        public void A_loss_may_be_part_of_the_state()
        {
            var parameters = new ParameterSet(1);
            var w = parameters.Row("w", 1);
            w.Row(0)[0] = 2;
            var tape = new TapeBackend(parameters);

            // The state is multiplied with w in each segment, and its loss: d(w + w² + w³)/dw.
            new Checkpointing<HiddenState>(
                tape,
                3,
                (Backend on, int index, ref HiddenState state) =>
                {
                    var factor = on.Repeat(w, 1);
                    state = new HiddenState(index == 0 ? factor : state.Hidden * factor);
                    return state.Hidden;
                }).Differentiate();
            Assert.That(tape.Gradient(w, 0)[0], Is.EqualTo(1 + 2 * 2 + 3 * 4));
        }

        // Oracle: the tape of the whole sequence, which refuses the same.
        [Test]
        public void A_segment_must_not_leave_what_it_consumed_in_its_state()
        {
            var parameters = new ParameterSet(1);
            var cell = new RnnCell(parameters, "cell", 3, 3);
            Plain.Scatter(parameters, 3);
            var tape = new TapeBackend(parameters);
            Tensor Consume(Backend on, ref HiddenState state)
            {
                var y = on.From(new float[] { 1, 2, 3 }, 1, 3);
                cell.Step(y, ref state);
                state = new HiddenState(state.Hidden.Scale(1));
                return state.Hidden.CrossEntropy(new[] { 1 });
            }

            Assert.That(
                () => tape.Differentiate(on =>
                {
                    var state = cell.InitialState(on, 1);
                    return Consume(on, ref state) + Consume(on, ref state);
                }),
                Throws.InvalidOperationException);
            Assert.That(
                () => new Checkpointing<HiddenState>(
                    tape,
                    2,
                    (Backend on, int index, ref HiddenState state) =>
                    {
                        state = index == 0 ? cell.InitialState(on, 1) : state;
                        return Consume(on, ref state);
                    }).Differentiate(),
                Throws.InvalidOperationException);
        }

        [Test]
        public void There_must_be_a_segment()
        {
            var tape = new TapeBackend(new ParameterSet(1));
            Assert.That(
                () => new Checkpointing<LstmState>(
                    tape, 0, (Backend on, int index, ref LstmState state) => null),
                Throws.InstanceOf<ArgumentOutOfRangeException>());
        }

        private static long Bytes(int segments)
        {
            const int Long = 1200;
            var parameters = new ParameterSet(1);
            var cell = NewCell(parameters);
            var tape = new TapeBackend(parameters);
            var rng = new Rng(7);
            new Checkpointing<StackedState<LstmState>>(
                tape,
                segments,
                (Backend on, int index, ref StackedState<LstmState> state) =>
                {
                    state = index == 0 ? cell.InitialState(on, Rows) : state;
                    return Run(cell, on, rng, index * Long / segments, (index + 1) * Long / segments, ref state);
                },
                rng).Differentiate();
            return tape.Bytes;
        }

        private static StackedCell<LstmState> NewCell(ParameterSet parameters)
        {
            var cell = new StackedCell<LstmState>(
                new LstmCell(parameters, "a", Inputs, 33), new LstmCell(parameters, "b", 33, 17));
            Plain.Scatter(parameters, 3);
            return cell;
        }

        private static Tensor Run(
            StackedCell<LstmState> cell, Backend on, Rng rng, int from, int to, ref StackedState<LstmState> state)
        {
            Tensor sum = null;
            for (var t = from; t < to; t++)
            {
                var y = cell.Step(on.From(Plain.Random(rng, Rows * Inputs), Rows, Inputs), ref state);
                var loss = (y * y).Sum();
                sum = sum == null ? loss : sum + loss;
            }

            return sum;
        }

        private static float[] Gradient(TapeBackend tape, ParameterSet parameters)
        {
            var all = new List<float>();
            for (var i = 0; i < parameters.Count; i++)
            {
                for (var input = 0; input < parameters[i].Inputs; input++)
                {
                    all.AddRange(tape.Gradient(parameters[i], input).ToArray());
                }
            }

            return all.ToArray();
        }
    }
}
