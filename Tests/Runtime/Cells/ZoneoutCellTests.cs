using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>Units that stay, against the LSTM within.</summary>
    public sealed class ZoneoutCellTests
    {
        private const int Inputs = 3;
        private const int Size = 40;

        private readonly CpuBackend on = new CpuBackend();
        private readonly LstmCell lstm;

        public ZoneoutCellTests()
        {
            var parameters = new ParameterSet(1);
            lstm = new LstmCell(parameters, "lstm", Inputs, Size);
            Plain.Scatter(parameters, 2);
        }

        [Test]
        public void Without_rates_it_is_the_lstm([Values] bool isTraining)
        {
            var cell = new ZoneoutCell(lstm, 0, 0);
            var state = cell.InitialState(on, 2, isTraining ? new Rng(1) : null);
            var expected = lstm.InitialState(on, 2);
            for (var t = 0; t < 5; t++)
            {
                var x = Input(t, 2);
                var output = cell.Step(x, ref state);
                lstm.Step(x, ref expected);
                Assert.That(output.Row(1).ToArray(), Is.EqualTo(expected.Hidden.Row(1).ToArray()));
                Assert.That(state.Inner.Cell.Row(1).ToArray(), Is.EqualTo(expected.Cell.Row(1).ToArray()));
            }
        }

        [Test]
        public void While_training_each_unit_stays_or_goes_on_as_often_as_its_rate_says()
        {
            const int Rows = 100;
            var cell = new ZoneoutCell(lstm, 0.1f, 0.5f);
            var state = cell.InitialState(on, Rows, new Rng(1));
            var hidden = new int[2];
            var memory = new int[2];
            for (var t = 0; t < 4; t++)
            {
                var before = state.Inner;
                var after = before;
                lstm.Step(Input(t, Rows), ref after);
                var output = cell.Step(Input(t, Rows), ref state);
                for (var r = 0; r < Rows; r++)
                {
                    for (var i = 0; i < Size; i++)
                    {
                        hidden[Side(output.Row(r)[i], before.Hidden.Row(r)[i], after.Hidden.Row(r)[i])]++;
                        memory[Side(state.Inner.Cell.Row(r)[i], before.Cell.Row(r)[i], after.Cell.Row(r)[i])]++;
                    }
                }
            }

            Assert.That(Fit.Deviations(hidden, new[] { 0.1, 0.9 }), Is.LessThan(3.1));
            Assert.That(Fit.Deviations(memory, new[] { 0.5, 0.5 }), Is.LessThan(3.1));
        }

        [Test]
        public void While_playing_a_step_is_what_training_expects()
        {
            const int Rows = 4000;
            var cell = new ZoneoutCell(lstm, 0.25f, 0.5f);
            var values = Enumerable.Repeat(new[] { 1f, -1, 0.5f }, Rows).SelectMany(row => row).ToArray();
            var x = on.From(values, Rows, Inputs);
            var start = on.From(Enumerable.Repeat(0.75f, Rows * Size).ToArray(), Rows, Size);
            var drawn = new ZoneoutState(new LstmState(start, start), new Rng(1));
            var played = new ZoneoutState(new LstmState(start, start), null);
            cell.Step(x, ref drawn);
            cell.Step(x, ref played);
            for (var i = 0; i < Size; i++)
            {
                var hidden = Enumerable.Range(0, Rows).Average(r => drawn.Inner.Hidden.Row(r)[i]);
                var memory = Enumerable.Range(0, Rows).Average(r => drawn.Inner.Cell.Row(r)[i]);
                Assert.That(hidden, Is.EqualTo(played.Inner.Hidden.Row(0)[i]).Within(0.04));
                Assert.That(memory, Is.EqualTo(played.Inner.Cell.Row(0)[i]).Within(0.06));
            }
        }

        [TestCase(-0.1f, 0)]
        [TestCase(0, 1)]
        [TestCase(float.NaN, 0)]
        public void Impossible_rates_are_refused(float hidden, float cell)
        {
            Assert.That(() => new ZoneoutCell(lstm, hidden, cell), Throws.ArgumentException);
        }

        private Tensor Input(int t, int rows)
        {
            return on.From(Plain.Random(new Rng((ulong)t), rows * Inputs), rows, Inputs);
        }

        private static int Side(float value, float before, float after)
        {
            Assert.That(value, Is.EqualTo(before).Or.EqualTo(after));
            return value == before ? 0 : 1;
        }
    }
}
