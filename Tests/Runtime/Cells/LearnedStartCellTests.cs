using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class LearnedStartCellTests
    {
        private const int Inputs = 3;
        private const int Size = 5;

        [Test]
        public void Every_sequence_starts_with_the_rows_that_are_learned()
        {
            var p = new ParameterSet(1);
            var cell = new LearnedStartCell<LstmState>(p, "cell", new LstmCell(p, "cell", Inputs, Size));
            Assert.That(p[3].Name, Is.EqualTo("cell.start.0"));
            p[3].Fill(0.5f, 0, Size);
            p[4].Fill(-2, 0, Size);
            var state = cell.InitialState(new CpuBackend(), 3);
            Assert.That(state.Hidden.Row(2).ToArray(), Is.All.EqualTo(0.5f));
            Assert.That(state.Cell.Row(0).ToArray(), Is.All.EqualTo(-2));
        }

        [Test]
        public void Before_it_has_learned_it_is_the_cell_within()
        {
            var p = new ParameterSet(1);
            var ntm = new NtmCell<NoState>(
                p, "ntm", new NtmConfig { Locations = 4, Width = 3 }, new FeedForwardCell(p, "c", Inputs + 3, Size));
            var cell = new LearnedStartCell<NtmState<NoState>>(p, "cell", ntm);
            var on = new CpuBackend();
            NtmState<NoState> state = cell.InitialState(on, 1), expected = ntm.InitialState(on, 1);
            var x = on.From(Plain.Random(new Rng(1), Inputs), 1, Inputs);
            Assert.That(
                cell.Step(x, ref state).Row(0).ToArray(), Is.EqualTo(ntm.Step(x, ref expected).Row(0).ToArray()));
        }
    }
}
