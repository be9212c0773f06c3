using System;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>Element-wise and shape operations against loops over arrays, in bits.</summary>
    public sealed class CpuTensorTests
    {
        [Test]
        public void Element_wise_operations_equal_loops(
            [ValueSource(typeof(Widths), nameof(Widths.All))] int width,
            [ValueSource(typeof(Plain), nameof(Plain.Sizes))] int size)
        {
            var on = new CpuBackend((Width)width);
            float[] a = Plain.Random(new Rng(1), 3 * size), b = Plain.Random(new Rng(2), 3 * size);
            Tensor x = on.From(a, 3, size), y = on.From(b, 3, size);
            Compare(x + y, i => a[i] + b[i]);
            Compare(x - y, i => a[i] - b[i]);
            Compare(x * y, i => a[i] * b[i]);
            Compare(x.Scale(3, 0.5f), i => (float)(3 * a[i]) + 0.5f);
            Compare(x.Sigmoid(), i => Functions.Sigmoid<Lanes32, float>(a[i]));
            Compare(x.Tanh(), i => Functions.Tanh<Lanes32, float>(a[i]));
            Compare(on.Keep(x).Detach(), i => a[i]);
        }

        [Test]
        public void Operations_on_parts_equal_operations_on_copies(
            [ValueSource(typeof(Widths), nameof(Widths.All))] int width,
            [ValueSource(typeof(Plain), nameof(Plain.Sizes))] int size)
        {
            var on = new CpuBackend((Width)width);
            var a = Plain.Random(new Rng(1), 3 * 2 * size);
            var x = on.From(a, 3, 2 * size);
            int At(int i, int start) => i / size * 2 * size + start + i % size;
            Tensor left = x.Part(0, size), right = x.Part(size, size);
            Compare(left + right, i => a[At(i, 0)] + a[At(i, size)]);
            Compare(left.Join(right) - x, i => 0, 2 * size);
            Compare(right.Join(left).Part(size, size), i => a[At(i, 0)]);
        }

        [Test]
        public void Select_takes_rows()
        {
            var on = new CpuBackend();
            var x = on.From(new float[] { 1, 2, 3, 4, 5, 6 }, 3, 2);
            var y = x.Select(on.New(3, 2), new[] { false, true, false });
            Compare(y, i => new float[] { 0, 0, 3, 4, 0, 0 }[i]);
        }

        [Test]
        public void Repeat_copies_a_row()
        {
            var row = new ParameterSet(1).Row("initial", 2);
            row.Fill(7, 1, 1);
            Compare(new CpuBackend().Repeat(row, 3), i => 7 * (i % 2));
        }

        [Test]
        public void Lstm_gates_equal_their_equations_in_single_operations(
            [ValueSource(typeof(Widths), nameof(Widths.All))] int width,
            [ValueSource(typeof(Plain), nameof(Plain.Sizes))] int size)
        {
            var on = new CpuBackend((Width)width);
            var gates = on.From(Plain.Random(new Rng(1), 3 * 4 * size, 5), 3, 4 * size);
            var before = on.From(Plain.Random(new Rng(2), 3 * size), 3, size);
            Tensor i = gates.Part(0, size).Sigmoid(), f = gates.Part(size, size).Sigmoid();
            Tensor g = gates.Part(2 * size, size).Tanh(), o = gates.Part(3 * size, size).Sigmoid();
            var expected = f * before + i * g;
            var (hidden, cell) = gates.LstmGates(before);
            Compare(cell - expected, _ => 0);
            Compare(hidden - o * expected.Tanh(), _ => 0);
        }

        [Test]
        public void Cross_entropy_equals_its_definition(
            [ValueSource(typeof(Widths), nameof(Widths.All))] int width,
            [ValueSource(typeof(Plain), nameof(Plain.Sizes))] int size)
        {
            var on = new CpuBackend((Width)width);
            var x = Plain.Random(new Rng(1), 3 * size, 10);
            var both = on.From(x, 3, size).Join(on.New(3, 2));
            var loss = both.Part(0, size).CrossEntropy(new[] { size / 2, -1, size - 1 });

            // What lies behind the logits is still there.
            Assert.That(both.Part(size, 2).Row(2).ToArray(), Is.All.EqualTo(0));
            Assert.That(loss.Row(0)[0], Is.EqualTo(Expected(0, size / 2)).Within(2e-6));
            Assert.That(loss.Row(1)[0], Is.EqualTo(0));
            Assert.That(loss.Row(2)[0], Is.EqualTo(Expected(2, size - 1)).Within(2e-6));

            double Expected(int row, int target)
            {
                var sum = 0.0;
                for (var j = 0; j < size; j++)
                {
                    sum += Math.Exp(x[row * size + j] - (double)x[row * size + target]);
                }

                return Math.Log(sum);
            }
        }

        [Test]
        public void Losses_bear_any_logits()
        {
            var on = new CpuBackend();
            var x = new float[] { 10000, -10000, 0 };
            Assert.That(on.From(x, 1, 3).CrossEntropy(new[] { 0 }).Row(0)[0], Is.EqualTo(0).Within(1e-6));
            Assert.That(on.From(x, 1, 3).CrossEntropy(new[] { 1 }).Row(0)[0], Is.EqualTo(20000));
            var target = on.From(new float[] { 1, 0, 0.5f }, 1, 3);
            var right = on.From(x, 1, 3).BernoulliLoss(target).Row(0)[0];
            Assert.That(right, Is.EqualTo(Math.Log(2)).Within(1e-6));
            target = on.From(new float[] { 0, 1, 0.5f }, 1, 3);
            var wrong = on.From(x, 1, 3).BernoulliLoss(target).Row(0)[0];
            Assert.That(wrong, Is.EqualTo(20000 + Math.Log(2)).Within(0.01));
        }

        [Test]
        public void Bernoulli_loss_equals_its_definition()
        {
            var on = new CpuBackend();
            var x = Plain.Random(new Rng(1), 100, 4);
            var t = Array.ConvertAll(Plain.Random(new Rng(2), 100), v => Math.Abs(v));
            var expected = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                var p = Plain.Sigmoid(x[i]);
                expected -= t[i] * Math.Log(p) + (1 - t[i]) * Math.Log(1 - p);
            }

            var loss = on.From(x, 1, 100).BernoulliLoss(on.From(t, 1, 100));
            Assert.That(loss.Row(0)[0], Is.EqualTo(expected).Within(1e-5 * expected));
        }

        private static void Compare(Tensor actual, Func<int, float> expected, int columns = 0)
        {
            columns = columns == 0 ? actual.Columns : columns;
            Assert.That(actual.Columns, Is.EqualTo(columns));
            for (var r = 0; r < actual.Rows; r++)
            {
                var row = new float[columns];
                for (var j = 0; j < columns; j++)
                {
                    row[j] = expected(r * columns + j);
                }

                Assert.That(Plain.Bits(actual.Row(r)), Is.EqualTo(Plain.Bits(row)), $"row {r}");
            }
        }
    }
}
