using System;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class SequenceNetworkTests
    {
        private const int Tokens = 21;

        [Test]
        public void Eight_rows_equal_each_row_alone(
            [ValueSource(typeof(SequenceConfig), nameof(SequenceConfig.Cells))] string cell,
            [ValueSource(typeof(Widths), nameof(Widths.All))] int width)
        {
            var network = NewNetwork(cell);
            var batch = new CpuBackend((Width)width);
            var state = network.NewState(batch, 8);
            var alone = new CpuBackend(Width.Scalar);
            var states = new SequenceState[8];
            for (var r = 0; r < states.Length; r++)
            {
                states[r] = network.NewState(alone, 1);
            }

            var rng = new Rng(2);
            var tokens = new int[8];
            for (var t = 0; t < 5; t++)
            {
                for (var r = 0; r < tokens.Length; r++)
                {
                    tokens[r] = rng.Below(Tokens);
                }

                batch.NextStep();
                alone.NextStep();
                var logits = network.Step(batch.OneHot(tokens, Tokens), state);
                for (var r = 0; r < tokens.Length; r++)
                {
                    var x = alone.OneHot(tokens.AsMemory(r, 1), Tokens);
                    var expected = Plain.Bits(network.Step(x, states[r]).Row(0));
                    Assert.That(Plain.Bits(logits.Row(r)), Is.EqualTo(expected));
                }
            }
        }

        // Recorded from the scalar loop. They hold at every width, on every machine and for every build of
        // the core; a change here is a change of every piece that a seed stands for.
        [TestCase("lstm", 0x0188472A55842758UL)]
        [TestCase("layer-norm-lstm", 0xACB17CE03BEDCD92UL)]
        [TestCase("gru", 0x5C0B48B34FAAE130UL)]
        [TestCase("gru-reset-after", 0x47D058B0D7F1B988UL)]
        [TestCase("rnn", 0x523D8D14659859EEUL)]
        public void Sixty_four_steps_give_the_bits_they_always_gave(string cell, ulong expected)
        {
            foreach (var width in Widths.All)
            {
                var network = NewNetwork(cell);
                var on = new CpuBackend((Width)width);
                var state = network.NewState(on, 1);
                var hash = 14695981039346656037UL;
                var token = new int[1];
                for (var t = 0; t < 64; t++)
                {
                    on.NextStep();
                    var logits = network.Step(on.OneHot(token, Tokens), state).Row(0);
                    foreach (var bits in Plain.Bits(logits))
                    {
                        hash = (hash ^ (uint)bits) * 1099511628211UL;
                    }

                    token[0] = (int)(hash >> 32) & 15;
                }

                Assert.That(hash, Is.EqualTo(expected), $"0x{hash:X16} at {width} bits");
            }
        }

        [Test]
        public void A_restored_state_continues_as_the_saved_one(
            [ValueSource(typeof(SequenceConfig), nameof(SequenceConfig.Cells))] string cell)
        {
            var network = NewNetwork(cell);
            var on = new CpuBackend();
            var state = network.NewState(on, 2);
            Run(network, state, 5);
            var saved = new float[state.Size];
            state.Save(saved);
            var expected = Run(network, state, 5);

            var other = network.NewState(new CpuBackend(), 2);
            other.Restore(saved);
            Assert.That(Run(network, other, 5), Is.EqualTo(expected));
            Assert.That(saved, Has.Length.EqualTo(2 * 2 * 33 * (cell.EndsWith("lstm") ? 2 : 1)));
            Assert.That(() => other.Restore(saved.AsSpan(1)), Throws.ArgumentException);
            Assert.That(() => other.Restore(new float[saved.Length + 1]), Throws.ArgumentException);
            Assert.That(() => other.Save(saved.AsSpan(1)), Throws.ArgumentException);
        }

        [Test]
        public void Saved_rows_go_on_in_any_order_and_number(
            [ValueSource(typeof(SequenceConfig), nameof(SequenceConfig.Cells))] string cell)
        {
            var network = NewNetwork(cell);
            var on = new CpuBackend();
            var state = network.NewState(on, 2);
            Run(network, state, 4);
            var rows = new[] { new float[state.RowSize], new float[state.RowSize] };
            state.SaveRow(0, rows[0]);
            state.SaveRow(1, rows[1]);
            var expected = Run(network, state, 1);

            on.NextStep();
            on.NextStep();
            Assert.That(() => state.RestoreRows(Array.Empty<float[]>()), Throws.ArgumentException);
            Assert.That(
                () => state.RestoreRows(new[] { rows[1], new float[state.RowSize + 1] }), Throws.ArgumentException);
            state.RestoreRows(new[] { rows[1], rows[0], rows[1] });
            Assert.That(state.Rows, Is.EqualTo(3));
            on.NextStep();
            var logits = network.Step(on.OneHot(new[] { 5, 3, 5 }, Tokens), state);
            Assert.That(logits.Row(0).ToArray(), Is.EqualTo(expected[1]));
            Assert.That(logits.Row(1).ToArray(), Is.EqualTo(expected[0]));
            Assert.That(logits.Row(2).ToArray(), Is.EqualTo(expected[1]));
        }

        [Test]
        public void Chosen_rows_go_back_to_the_beginning()
        {
            var network = NewNetwork("lstm");
            var state = network.NewState(new CpuBackend(), 2);
            var first = Run(network, state, 1);
            var second = Run(network, state, 1);
            state.Reset();
            Assert.That(Run(network, state, 1), Is.EqualTo(first));
            state.Reset(new[] { false, true });
            var mixed = Run(network, state, 1);
            Assert.That(mixed[0], Is.EqualTo(second[0]));
            Assert.That(mixed[1], Is.EqualTo(first[1]));
        }

        [Test]
        public void A_kept_state_outlives_a_pause()
        {
            var network = NewNetwork("lstm");
            var state = network.NewState(new CpuBackend(), 2);
            Run(network, state, 3);
            var expected = Run(network, state, 1);

            state.Reset();
            Run(network, state, 3);
            for (var i = 0; i < 4; i++)
            {
                state.Backend.NextStep();
                state.Keep();
            }

            Assert.That(Run(network, state, 1), Is.EqualTo(expected));
        }

#if !RNNGEN_CHECKS // a build with checks makes new tensors, to tell those that no longer live
        [Test]
        public void A_step_allocates_nothing(
            [ValueSource(typeof(SequenceConfig), nameof(SequenceConfig.Cells))] string cell, [Values(1, 3)] int rows)
        {
            var network = NewNetwork(cell);
            var on = new CpuBackend();
            var state = network.NewState(on, rows);
            var tokens = new int[rows];
            var least = Allocations.Of(() =>
            {
                for (var t = 0; t < 100; t++)
                {
                    Step();
                }
            });

            Assert.That(least, Is.EqualTo(0));

            void Step()
            {
                on.NextStep();
                tokens[0] = network.Step(on.OneHot(tokens, Tokens), state).Row(0)[0] > 0 ? 1 : 2;
            }
        }

#endif
        [Test]
        public void Parameters_have_the_names_that_files_have()
        {
            var parameters = new ParameterSet(1);
            SequenceNetwork.Create(new SequenceConfig { Inputs = 1, Outputs = 1, Size = 1 }, parameters);
            var names = new string[parameters.Count];
            for (var i = 0; i < names.Length; i++)
            {
                names[i] = parameters[i].Name;
            }

            Assert.That(names, Is.EqualTo(new[]
            {
                "layers.0.weight_ih", "layers.0.weight_hh", "layers.0.bias",
                "layers.1.weight_ih", "layers.1.weight_hh", "layers.1.bias",
                "head.weight", "head.bias",
            }));
        }

        [Test]
        public void Refuses_what_is_no_network()
        {
            var config = new SequenceConfig { Inputs = 1, Outputs = 1, Cell = "elman" };
            Assert.That(() => SequenceNetwork.Create(config, new ParameterSet(1)),
                Throws.ArgumentException.With.Message.Contains("elman"));
            config = new SequenceConfig { Inputs = 1, Outputs = 0 };
            Assert.That(() => SequenceNetwork.Create(config, new ParameterSet(1)), Throws.ArgumentException);
        }

        [TestCase(0, 0)]
        [TestCase(65, 0)]
        [TestCase(1, 1)]
        [TestCase(1, -0.1f)]
        [TestCase(1, float.NaN)]
        public void Refuses_what_could_not_be_loaded_again(int layers, float dropout)
        {
            var config = new SequenceConfig { Inputs = 1, Outputs = 1, Size = 1, Layers = layers, Dropout = dropout };
            Assert.That(() => SequenceNetwork.Create(config, new ParameterSet(1)), Throws.ArgumentException);
        }

        private static SequenceNetwork NewNetwork(string cell)
        {
            var config = new SequenceConfig { Cell = cell, Inputs = Tokens, Outputs = 19, Size = 33 };
            var parameters = new ParameterSet(1);
            var network = SequenceNetwork.Create(config, parameters);
            Plain.Scatter(parameters, 2);
            return network;
        }

        /// <summary>Runs some steps of two rows, and gets the last scores.</summary>
        private static float[][] Run(SequenceNetwork network, SequenceState state, int steps)
        {
            var on = state.Backend;
            var scores = new float[2][];
            for (var t = 0; t < steps; t++)
            {
                on.NextStep();
                var logits = network.Step(on.OneHot(new[] { 3, 5 + t }, Tokens), state);
                scores[0] = logits.Row(0).ToArray();
                scores[1] = logits.Row(1).ToArray();
            }

            return scores;
        }
    }
}
