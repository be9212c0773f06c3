using System;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class SequenceNetworkTests
    {
        [Test]
        public void Eight_rows_equal_each_row_alone(
            [Values("lstm", "gru", "gru-reset-after", "rnn")] string cell,
            [ValueSource(typeof(Widths), nameof(Widths.All))] int width)
        {
            var network = NewNetwork(cell);
            var batch = new CpuBackend((Width)width);
            var state = network.NewState(batch, 8);
            var alone = new CpuBackend();
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
                    tokens[r] = rng.Below(21);
                }

                batch.NextStep();
                alone.NextStep();
                var logits = network.Step(batch.OneHot(tokens, 21), state);
                for (var r = 0; r < tokens.Length; r++)
                {
                    var x = alone.OneHot(tokens.AsMemory(r, 1), 21);
                    Assert.That(network.Step(x, states[r]).Row(0).ToArray(), Is.EqualTo(logits.Row(r).ToArray()));
                }
            }
        }

        private static SequenceNetwork NewNetwork(string cell)
        {
            var config = new SequenceConfig { Cell = cell, Inputs = 21, Outputs = 19, Size = 33, Layers = 2 };
            return SequenceNetwork.Create(config, new ParameterSet(1));
        }
    }
}
