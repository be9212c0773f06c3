using System;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>The cell against loops in double precision, and each row against itself alone.</summary>
    public sealed class NtmCellTests
    {
        private const int Inputs = 3;

        [TestCase(6, 4, 1, 1, 1)]
        [TestCase(16, 5, 2, 1, 2)]
        [TestCase(17, 3, 1, 3, 0)]
        [TestCase(128, 20, 2, 2, 1)]
        public void Follows_its_equations(int locations, int width, int reads, int writes, int shift)
        {
            var config = new NtmConfig
            {
                Locations = locations, Width = width, ReadHeads = reads, WriteHeads = writes, Shift = shift,
            };
            var p = new ParameterSet(1);
            var cell = Cell(p, config);
            Plain.Scatter(p, 2);
            var reference = new NtmReference(config, p);
            var on = new CpuBackend();
            var state = cell.InitialState(on, 1);
            var rng = new Rng(3);
            for (var t = 0; t < 12; t++)
            {
                on.NextStep();
                var x = Plain.Random(rng, Inputs, 2);
                var y = cell.Step(on.From(x, 1, Inputs), ref state).Row(0).ToArray();
                Compare(y, reference.Step(x.Select(value => (double)value).ToArray()));
                Compare(state.Weightings.Row(0).ToArray(), reference.Weightings.SelectMany(w => w).ToArray());
                Compare(state.Reads.Row(0).ToArray(), reference.Reads);
                var memory = Enumerable.Range(0, locations * width)
                    .Select(i => reference.Memory[i % locations, i / locations]).ToArray();
                Compare(state.Memory.Row(0).ToArray(), memory);
            }
        }

        [Test]
        public void Rows_do_not_know_of_each_other()
        {
            var config = new NtmConfig { Locations = 9, Width = 5, ReadHeads = 2 };
            var p = new ParameterSet(1);
            var cell = Cell(p, config);
            Plain.Scatter(p, 2);
            var together = Run(cell, 4, 0, 1, 2, 3);
            for (var row = 0; row < 4; row++)
            {
                Assert.That(Run(cell, 4, row)[0], Is.EqualTo(together[row]));
            }
        }

        [Test]
        public void Padding_keeps_what_a_row_remembers()
        {
            var p = new ParameterSet(1);
            var cell = Cell(p, new NtmConfig { Locations = 9, Width = 5 });
            Plain.Scatter(p, 2);
            var on = new CpuBackend();
            var inputs = Enumerable.Range(0, 4)
                .Select(t => on.From(Plain.Random(new Rng((ulong)t), 2 * Inputs), 2, Inputs)).ToArray();
            var padded = cell.InitialState(on, 2);
            cell.Run(inputs, new[] { 2, 4 }, ref padded);
            var whole = cell.InitialState(on, 2);
            cell.Run(inputs.Take(2).ToArray(), ref whole);
            Assert.That(padded.Memory.Row(0).ToArray(), Is.EqualTo(whole.Memory.Row(0).ToArray()));
            Assert.That(padded.Weightings.Row(0).ToArray(), Is.EqualTo(whole.Weightings.Row(0).ToArray()));
            Assert.That(padded.Memory.Row(1).ToArray(), Is.Not.EqualTo(whole.Memory.Row(1).ToArray()));
        }

        [Test]
        public void A_saved_state_goes_on_with_the_same_bits()
        {
            var p = new ParameterSet(1);
            var cell = new NtmCell<LstmState>(
                p, "ntm", new NtmConfig { Locations = 9, Width = 5 }, new LstmCell(p, "lstm", Inputs + 5, 7));
            Plain.Scatter(p, 2);
            var on = new CpuBackend();
            var state = cell.InitialState(on, 2);
            var x = Plain.Random(new Rng(4), 2 * Inputs);
            cell.Step(on.From(x, 2, Inputs), ref state);
            Assert.That(StateMemory.Count(state), Is.EqualTo(2 * (7 + 7 + 45 + 18 + 5)));
            var saved = new float[StateMemory.Count(state)];
            StateMemory.Save(state, saved);
            var other = new CpuBackend();
            var restored = StateMemory.Restore(cell.InitialState(other, 2), saved);
            var expected = cell.Step(on.From(x, 2, Inputs), ref state);
            var actual = cell.Step(other.From(x, 2, Inputs), ref restored);
            Assert.That(Plain.Bits(actual.Row(1)), Is.EqualTo(Plain.Bits(expected.Row(1))));
        }

#if !RNNGEN_CHECKS // a build with checks makes new tensors, to tell those that no longer live
        [Test]
        public void A_step_allocates_nothing()
        {
            var p = new ParameterSet(1);
            var config = new NtmConfig();
            var controller = new LstmCell(p, "lstm", Inputs + config.Reads, 100);
            var cell = new NtmCell<LstmState>(p, "ntm", config, controller);
            var on = new CpuBackend();
            var x = new float[Inputs];
            var state = cell.InitialState(on, 1);
            var least = Allocations.Of(() =>
            {
                for (var t = 0; t < 100; t++)
                {
                    on.NextStep();
                    cell.Step(on.From(x, 1, Inputs), ref state);
                }
            });

            Assert.That(least, Is.EqualTo(0));
        }
#endif

        [Test]
        public void Heads_start_near_location_0_of_an_almost_empty_memory()
        {
            var p = new ParameterSet(1);
            var state = Cell(p, new NtmConfig { Locations = 100 }).InitialState(new CpuBackend(), 2);
            Assert.That(state.Weightings.Row(1)[0], Is.EqualTo(1 / (1 + 99 * Math.Exp(-8))).Within(1e-6));
            Assert.That(state.Weightings.Row(1)[100], Is.EqualTo(state.Weightings.Row(1)[0]));
            Assert.That(state.Memory.Row(1).ToArray(), Is.All.EqualTo(1e-6f));
            Assert.That(state.Reads.Row(1).ToArray(), Is.All.EqualTo(0));
        }

        [TestCase(0, 1, 1, 1, 0)]
        [TestCase(4, 0, 1, 1, 0)]
        [TestCase(4, 1, 0, 1, 0)]
        [TestCase(4, 1, 1, 0, 0)]
        [TestCase(4, 1, 1, 1, 4)]
        [TestCase(4, 1, 1, 1, -1)]
        public void Impossible_blueprints_are_refused(int locations, int width, int reads, int writes, int shift)
        {
            var config = new NtmConfig
            {
                Locations = locations, Width = width, ReadHeads = reads, WriteHeads = writes, Shift = shift,
            };
            Assert.That(() => Cell(new ParameterSet(1), config), Throws.ArgumentException);
        }

        private static NtmCell<NoState> Cell(ParameterSet parameters, NtmConfig config)
        {
            var controller = new FeedForwardCell(parameters, "controller", Inputs + config.Reads, 11);
            return new NtmCell<NoState>(parameters, "ntm", config, controller);
        }

        /// <summary>Runs some of the sequences of a batch.</summary>
        private static int[][] Run(NtmCell<NoState> cell, int steps, params int[] sequences)
        {
            var on = new CpuBackend();
            var state = cell.InitialState(on, sequences.Length);
            var y = state.Reads;
            for (var t = 0; t < steps; t++)
            {
                on.NextStep();
                var x = sequences.SelectMany(s => Plain.Random(new Rng((ulong)(10 * s + t)), Inputs)).ToArray();
                y = cell.Step(on.From(x, sequences.Length, Inputs), ref state);
            }

            return sequences.Select((_, r) =>
                Plain.Bits(y.Row(r)).Concat(Plain.Bits(state.Memory.Row(r))).ToArray()).ToArray();
        }

        private static void Compare(float[] actual, double[] expected)
        {
            Assert.That(actual.Length, Is.EqualTo(expected.Length));
            for (var i = 0; i < actual.Length; i++)
            {
                Assert.That(actual[i], Is.EqualTo(expected[i]).Within(2e-5), $"at {i}");
            }
        }
    }
}
