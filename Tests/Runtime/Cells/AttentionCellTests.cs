using System;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>Cells that look, against the cell and the attention they are made of.</summary>
    public sealed class AttentionCellTests
    {
        private const int Inputs = 3;
        private const int Size = 9;
        private const int Width = 4;

        private readonly ParameterSet parameters = new ParameterSet(1);
        private readonly CpuBackend on = new CpuBackend();
        private readonly LstmCell lstm;
        private readonly AdditiveAttention attention;
        private readonly AttentionCell<LstmState> cell;

        public AttentionCellTests()
        {
            lstm = new LstmCell(parameters, "lstm", Inputs + Width, Size);
            attention = new AdditiveAttention(parameters, "attention", Size, Width, 5);
            cell = new AttentionCell<LstmState>(lstm, attention, Width);
            Plain.Scatter(parameters, 2);
        }

        [Test]
        public void Feeds_what_it_read_and_reads_what_its_output_finds()
        {
            var annotations = Values(1, 6 * Width);
            var state = Start(annotations, 6);
            var inner = lstm.InitialState(on, 1);
            var context = Mean(annotations);
            for (var t = 0; t < 5; t++)
            {
                var x = Values((ulong)(10 + t), Inputs);
                var hidden = lstm.Step(on.From(x.Concat(context).ToArray(), 1, Inputs + Width), ref inner);
                var keys = attention.Keys(on.From(annotations, 6, Width)).Reshape(6 * attention.KeySize);
                var scores = attention.Scores(hidden, keys).Row(0).ToArray();
                var weights = scores.Select(score => Math.Exp(score) / scores.Sum(s => Math.Exp(s))).ToArray();
                context = Enumerable.Range(0, Width)
                    .Select(i => (float)weights.Select((weight, j) => weight * annotations[j * Width + i]).Sum())
                    .ToArray();
                var output = cell.Step(on.From(x, 1, Inputs), ref state).Row(0).ToArray();
                Assert.That(output, Is.EqualTo(hidden.Row(0).ToArray().Concat(context)).Within(1e-5));
                Assert.That(state.Weights.Row(0).ToArray(), Is.EqualTo(weights).Within(1e-6));
            }
        }

        [Test]
        public void Looks_at_all_alike_at_first()
        {
            var annotations = Values(1, 6 * Width);
            var state = cell.InitialState(
                on.From(annotations.Concat(annotations).ToArray(), 2, 6 * Width), new[] { 6, 2 },
                lstm.InitialState(on, 2));
            Assert.That(state.Weights.Row(0).ToArray(), Is.All.EqualTo(1 / 6f));
            Assert.That(state.Weights.Row(1).ToArray(), Is.EqualTo(new[] { 0.5f, 0.5f, 0, 0, 0, 0 }));
            Assert.That(state.Context.Row(0).ToArray(), Is.EqualTo(Mean(annotations)).Within(1e-6));
            Assert.That(
                state.Context.Row(1).ToArray(), Is.EqualTo(Mean(annotations.Take(2 * Width).ToArray())).Within(1e-6));
        }

        [TestCase(5, 1)]
        [TestCase(1, -1)]
        public void A_length_of_more_than_there_is_is_refused(int first, int second)
        {
            var annotations = on.From(Values(1, 6 * Width), 2, 3 * Width);
            Assert.That(
                () => cell.InitialState(annotations, new[] { first, second }, lstm.InitialState(on, 2)),
                Throws.ArgumentException.With.Message.Contains("0 to 3"));
        }

        [Test]
        public void A_source_without_a_token_is_read_as_zeros()
        {
            var state = Start(Values(1, 2 * Width), 0);
            var output = cell.Step(on.From(Values(2, Inputs), 1, Inputs), ref state).Row(0).ToArray();
            Assert.That(output.Skip(Size), Is.All.EqualTo(0));
            Assert.That(output.Take(Size).All(float.IsFinite));
        }

        [Test]
        public void Plays_on_if_the_state_is_kept()
        {
            var annotations = Values(1, 6 * Width);
            var kept = Start(annotations, 6);
            var other = new CpuBackend();
            var same = cell.InitialState(
                other.From(annotations, 1, 6 * Width), new[] { 6 }, lstm.InitialState(other, 1));
            for (var t = 0; t < 8; t++)
            {
                on.NextStep();
                kept = Unroll.Keep(kept);
                var x = Values((ulong)t, Inputs);
                var output = cell.Step(on.From(x, 1, Inputs), ref kept);
                var expected = cell.Step(other.From(x, 1, Inputs), ref same);
                Assert.That(output.Row(0).ToArray(), Is.EqualTo(expected.Row(0).ToArray()));
            }
        }

        [Test]
        public void A_spatial_cell_starts_from_the_mean_of_the_picture()
        {
            var p = new ParameterSet(1);
            var spatial = new SpatialAttentionCell(p, "cell", Inputs, Size, Width);
            Plain.Scatter(p, 2);
            var picture = Values(1, 6 * Width);
            var state = spatial.InitialState(on.From(picture, 1, 6 * Width));
            Parameter weight = p[p.Count - 2], bias = p[p.Count - 1];
            var mean = Array.ConvertAll(Mean(picture), value => (double)value);
            var both = Plain.Affine(Plain.Row(bias), mean, weight).Select(Math.Tanh).ToArray();
            Assert.That(state.Inner.Hidden.Row(0).ToArray(), Is.EqualTo(both.Take(Size)).Within(1e-6));
            Assert.That(state.Inner.Cell.Row(0).ToArray(), Is.EqualTo(both.Skip(Size)).Within(1e-6));
        }

        [Test]
        public void A_spatial_cell_sees_as_much_as_its_gate_lets_it()
        {
            var p = new ParameterSet(1);
            var spatial = new SpatialAttentionCell(p, "cell", Inputs, Size, Width);
            Plain.Scatter(p, 2);
            var place = Values(1, Width);
            var state = spatial.InitialState(on.From(place.Concat(place).ToArray(), 1, 2 * Width));
            var output = spatial.Step(on.From(Values(2, Inputs), 1, Inputs), ref state).Row(0).ToArray();
            Parameter weight = p[p.Count - 4], bias = p[p.Count - 3];
            var hidden = Array.ConvertAll(output.Take(Size).ToArray(), value => (double)value);
            var gate = Plain.Sigmoid(Plain.Affine(Plain.Row(bias), hidden, weight)[0]);

            // Where all places are the same, it does not matter where it looks.
            Assert.That(output.Skip(Size), Is.EqualTo(place.Select(value => gate * value)).Within(1e-6));
        }

        [Test]
        public void Annotations_of_another_width_are_refused()
        {
            Assert.That(
                () => cell.InitialState(on.New(1, Width + 1), new[] { 1 }, lstm.InitialState(on, 1)),
                Throws.ArgumentException);
            Assert.That(
                () => cell.InitialState(on.New(2, Width), new[] { 1 }, lstm.InitialState(on, 2)),
                Throws.ArgumentException);
        }

        private AttentionState<LstmState> Start(float[] annotations, int length)
        {
            var tensor = on.From(annotations, 1, annotations.Length);
            return cell.InitialState(tensor, new[] { length }, lstm.InitialState(on, 1));
        }

        private static float[] Mean(float[] annotations)
        {
            var count = annotations.Length / Width;
            return Enumerable.Range(0, Width)
                .Select(i => Enumerable.Range(0, count).Sum(j => annotations[j * Width + i]) / count).ToArray();
        }

        private static float[] Values(ulong seed, int count) => Plain.Random(new Rng(seed), count);
    }
}
