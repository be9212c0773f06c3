using System;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>The gate at the places where it is known, and the cell against the LSTM it is made of.</summary>
    public sealed class PhasedLstmCellTests
    {
        private const int Inputs = 3;

        [TestCase(0, 0)]
        [TestCase(0.125, 0.5)]
        [TestCase(0.25, 1)]
        [TestCase(0.375, 0.5)]
        [TestCase(0.5, 0.5 * 0.25)]
        [TestCase(0.75, 0.75 * 0.25)]
        public void A_gate_opens_and_closes_once_a_period(double phase, double expected)
        {
            foreach (var turns in new[] { 0, 1, 7, -1, -30 })
            {
                Assert.That(Gate(4, 1, 0.5f, 1 + 4 * (turns + phase), 0.25f), Is.EqualTo(expected).Within(1e-7));
            }
        }

        [TestCase(1e7 + 0.25, 1)]
        [TestCase(1e7 + 0.125, 0.5)]
        [TestCase(-1e7 + 0.375, 0.5)]
        [TestCase(-1e7 + 0.5, 0)]
        [TestCase(3e9 + 0.25, 1)]
        public void Far_away_times_keep_their_phase(double time, double expected)
        {
            Assert.That(Gate(1, 0, 0.5f, time, 0), Is.EqualTo(expected).Within(1e-6));
        }

        [Test]
        public void Gates_stay_between_0_and_1_at_any_time()
        {
            var rng = new Rng(1);
            for (var i = 0; i < 10000; i++)
            {
                var period = MathF.Exp(20 * rng.Uniform() - 10);
                var time = rng.Normal() * Math.Exp(40 * rng.Uniform() - 24);
                Assert.That(Gate(period, rng.Uniform(), rng.Uniform(), time, 0.5f), Is.InRange(0, 1));
            }

            Assert.That(Gate(0, 0, 0.5f, 1, 0), Is.InRange(0, 1));
            Assert.That(Gate(1, 0, 0.5f, -1e-30, 0), Is.EqualTo(0));
        }

        [TestCase(0.05f)]
        [TestCase(0.25f)]
        public void A_gate_is_open_as_much_of_the_time_as_it_says(float open)
        {
            var count = Enumerable.Range(0, 20000).Count(i => Gate(7, 2, open, 0.0137 * i, 0) > 0);
            Assert.That(count / 20000.0, Is.EqualTo(open).Within(0.01 * open));
        }

        [Test]
        public void Open_gates_make_it_an_lstm_bit_for_bit()
        {
            var (cell, lstm) = Pair(19);
            var on = new CpuBackend();
            var state = cell.InitialState(on, 2);
            var expected = lstm.InitialState(on, 2);
            for (var t = 0; t < 20; t++)
            {
                on.NextStep();
                var x = Plain.Random(new Rng((ulong)t), 2 * Inputs);
                cell.Step(Timed(on, x, t + 0.25), ref state);
                lstm.Step(on.From(x, 2, Inputs), ref expected);
                Assert.That(Plain.Bits(state.Hidden.Row(1)), Is.EqualTo(Plain.Bits(expected.Hidden.Row(1))));
                Assert.That(Plain.Bits(state.Cell.Row(1)), Is.EqualTo(Plain.Bits(expected.Cell.Row(1))));
            }
        }

        [Test]
        public void Inputs_while_all_gates_are_closed_change_nothing()
        {
            var (cell, _) = Pair(19);
            var on = new CpuBackend();
            var state = cell.InitialState(on, 2);
            var rng = new Rng(1);
            cell.Step(Timed(on, Plain.Random(rng, 2 * Inputs), 0.125), ref state);
            var before = Plain.Bits(state.Hidden.Row(0)).Concat(Plain.Bits(state.Cell.Row(0))).ToArray();
            foreach (var time in new[] { 0.5, 0.6, 0.99, 1000.75 })
            {
                on.NextStep();
                cell.Step(Timed(on, Plain.Random(rng, 2 * Inputs), time), ref state);
                var after = Plain.Bits(state.Hidden.Row(0)).Concat(Plain.Bits(state.Cell.Row(0)));
                Assert.That(after, Is.EqualTo(before));
            }
        }

        [Test]
        public void Periods_start_log_uniform_and_phases_everywhere()
        {
            const int Size = 4000;
            var p = new ParameterSet(1);
            var cell = new PhasedLstmCell(p, "cell", Inputs, Size, 2, 200);
            Assert.That(cell.Outputs, Is.EqualTo(Size));
            var clock = p[p.Count - 1].Row(0).ToArray();
            var thirds = new int[3];
            for (var i = 0; i < Size; i++)
            {
                thirds[(int)(3 * Math.Log(clock[i] / 2) / Math.Log(100))]++;
                Assert.That(clock[Size + i] / clock[i], Is.InRange(0, 1));
                Assert.That(clock[2 * Size + i], Is.EqualTo(0.05f));
            }

            Assert.That(Fit.Deviations(thirds, new[] { 1 / 3.0, 1 / 3.0, 1 / 3.0 }), Is.LessThan(3.1));
        }

        [TestCase(0, 1)]
        [TestCase(2, 1)]
        [TestCase(float.NaN, 1)]
        [TestCase(1, float.PositiveInfinity)]
        [TestCase(1e-20f, 1e20f)]
        public void Impossible_periods_are_refused(float shortest, float longest)
        {
            Assert.That(
                () => new PhasedLstmCell(new ParameterSet(1), "cell", Inputs, 4, shortest, longest),
                Throws.ArgumentException);
        }

        /// <summary>Makes a cell whose units are open for half of every second, and its LSTM.</summary>
        private static (PhasedLstmCell Cell, LstmCell Lstm) Pair(int size)
        {
            ParameterSet p = new ParameterSet(1), q = new ParameterSet(1);
            var cell = new PhasedLstmCell(p, "cell", Inputs, size, 1, 1);
            var lstm = new LstmCell(q, "cell", Inputs, size);
            Plain.Scatter(p, 2);
            Plain.Scatter(q, 2);
            var clock = p[p.Count - 1];
            clock.Fill(1, 0, size);
            clock.Fill(0, size, size);
            clock.Fill(0.5f, 2 * size, size);
            return (cell, lstm);
        }

        private static Tensor Timed(Backend on, float[] x, double time)
        {
            var values = new float[2 * (Inputs + 2)];
            for (var r = 0; r < 2; r++)
            {
                x.AsSpan(r * Inputs, Inputs).CopyTo(values.AsSpan(r * (Inputs + 2)));
                PhasedLstmCell.WriteTime(time, values.AsSpan(r * (Inputs + 2) + Inputs, 2));
            }

            return on.From(values, 2, Inputs + 2);
        }

        private static float Gate(float period, float shift, float open, double time, float leak)
        {
            var on = new CpuBackend();
            var pair = new float[2];
            PhasedLstmCell.WriteTime(time, pair);
            return on.From(new[] { period, shift, open }, 1, 3).TimeGate(on.From(pair, 1, 2), leak).Row(0)[0];
        }
    }
}
