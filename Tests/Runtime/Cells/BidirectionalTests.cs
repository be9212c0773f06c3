using System;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>Reading from both ends, against sequences that are turned round by hand.</summary>
    public sealed class BidirectionalTests
    {
        private const int Inputs = 3;
        private const int Size = 10;
        private const int Steps = 6;

        private static readonly int[] Lengths = { 1, 6, 3, 4, 0 };

        private readonly CpuBackend on = new CpuBackend();
        private readonly LstmCell forward;
        private readonly LstmCell backward;

        public BidirectionalTests()
        {
            var parameters = new ParameterSet(1);
            forward = new LstmCell(parameters, "forward", Inputs, Size);
            backward = new LstmCell(parameters, "backward", Inputs, Size);
        }

        [Test]
        public void Equals_each_sequence_read_forwards_and_turned_round()
        {
            var sequences = Sequences(7, 0);
            var net = new Bidirectional<LstmState>(forward, backward);
            var (outputs, after, before) = net.Run(Batch(sequences), Lengths);
            Assert.That(net.Outputs, Is.EqualTo(2 * Size));
            for (var r = 0; r < Lengths.Length; r++)
            {
                var steps = Enumerable.Range(0, Lengths[r])
                    .Select(t => on.From(sequences[r].AsSpan(t * Inputs, Inputs), 1, Inputs)).ToArray();
                LstmState first = forward.InitialState(on, 1), second = backward.InitialState(on, 1);
                var there = forward.Run(steps, ref first);
                var back = backward.Run(steps.Reverse().ToArray(), ref second).Reverse().ToArray();
                Assert.That(after.Cell.Row(r).ToArray(), Is.EqualTo(first.Cell.Row(0).ToArray()));
                Assert.That(before.Cell.Row(r).ToArray(), Is.EqualTo(second.Cell.Row(0).ToArray()));
                for (var t = 0; t < Steps; t++)
                {
                    var expected = t < Lengths[r]
                        ? there[t].Row(0).ToArray().Concat(back[t].Row(0).ToArray())
                        : new float[2 * Size];
                    Assert.That(outputs[t].Row(r).ToArray(), Is.EqualTo(expected), $"row {r}, step {t}");
                }
            }
        }

        [Test]
        public void A_palindrome_under_tied_weights_is_mirrored()
        {
            var half = Plain.Random(new Rng(1), 3 * Inputs);
            var order = new[] { 0, 1, 2, 2, 1, 0 };
            var inputs = order.Select(i => on.From(half.AsSpan(i * Inputs, Inputs), 1, Inputs)).ToArray();
            var (outputs, _, _) = new Bidirectional<LstmState>(forward, forward).Run(inputs, new[] { order.Length });
            for (var t = 0; t < order.Length; t++)
            {
                var mirrored = outputs[order.Length - 1 - t].Row(0).ToArray();
                Assert.That(
                    outputs[t].Row(0).ToArray(), Is.EqualTo(mirrored.Skip(Size).Concat(mirrored.Take(Size))));
            }
        }

        [Test]
        public void What_padding_holds_changes_nothing()
        {
            var net = new Bidirectional<LstmState>(forward, backward);
            var clean = net.Run(Batch(Sequences(7, 0)), Lengths).Outputs;
            var dirty = net.Run(Batch(Sequences(7, float.NaN)), Lengths).Outputs;
            for (var t = 0; t < Steps; t++)
            {
                for (var r = 0; r < Lengths.Length; r++)
                {
                    Assert.That(dirty[t].Row(r).ToArray(), Is.EqualTo(clean[t].Row(r).ToArray()));
                }
            }
        }

        private Tensor[] Batch(float[][] sequences)
        {
            return Enumerable.Range(0, Steps).Select(t =>
            {
                var values = sequences.SelectMany(sequence => sequence.Skip(t * Inputs).Take(Inputs));
                return on.From(values.ToArray(), sequences.Length, Inputs);
            }).ToArray();
        }

        private static float[][] Sequences(ulong seed, float padding)
        {
            var rng = new Rng(seed);
            return Array.ConvertAll(Lengths, length =>
            {
                var values = Plain.Random(rng, Steps * Inputs);
                values.AsSpan(length * Inputs).Fill(padding);
                return values;
            });
        }
    }
}
