using System;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class CpuBackendTests
    {
        [Test]
        public void A_tensor_lives_through_one_step_and_no_longer()
        {
            var on = new CpuBackend();
            var tensor = on.From(new float[] { 1, 2 }, 1, 2);
            on.NextStep();
            Assert.That(tensor.Row(0).ToArray(), Is.EqualTo(new[] { 1, 2 }));
            on.NextStep();
            Assert.That(() => tensor.Tanh(), Throws.InvalidOperationException.With.Message.Contains("Keep"));
        }

        [Test]
        public void A_part_lives_no_longer_than_the_whole()
        {
            var on = new CpuBackend();
            var whole = on.From(new float[] { 1, 2 }, 1, 2);
            on.NextStep();
            var part = whole.Part(1, 1);
            Assert.That(part.Row(0)[0], Is.EqualTo(2));
            on.NextStep();
            Assert.That(() => part.Row(0).Length, Throws.InvalidOperationException);
        }

        [Test]
        public void A_kept_tensor_lives_through_one_step_more()
        {
            var on = new CpuBackend();
            var tensor = on.From(new float[] { 1, 2, 3, 4 }, 2, 2).Part(1, 1);
            for (var i = 0; i < 5; i++)
            {
                on.NextStep();
                tensor = on.Keep(tensor);
                on.New(100, 100);
            }

            Assert.That(new[] { tensor.Row(0)[0], tensor.Row(1)[0] }, Is.EqualTo(new[] { 2, 4 }));
        }

        [Test]
        public void Memory_used_again_is_cleared()
        {
            var on = new CpuBackend();
            for (var i = 0; i < 4; i++)
            {
                Assert.That(on.New(1, 3).Scale(0, 9).Row(0).ToArray(), Is.All.EqualTo(9));
                Assert.That(on.New(1, 3).Row(0).ToArray(), Is.All.EqualTo(0));
                on.NextStep();
            }
        }

        [Test]
        public void Large_tensors_fit()
        {
            var on = new CpuBackend();
            var sum = on.New(1000, 1000).Scale(0, 1) + on.New(1000, 1000).Scale(0, 2);
            Assert.That(sum.Row(999).ToArray(), Is.All.EqualTo(3));
        }

        [Test]
        public void Mistakes_are_named()
        {
            var on = new CpuBackend();
            var other = new CpuBackend().New(1, 2);
            var row = on.New(1, 3);
            var own = on.New(1, 2);
            Assert.That(() => own + other, Throws.ArgumentException.With.Message.Contains("backend"));
            Assert.That(() => own + row, Throws.ArgumentException.With.Message.Contains("1 x 3"));
            Assert.That(() => on.From(new float[3], 1, 2), Throws.ArgumentException);
            Assert.That(() => on.OneHot(new[] { 1 }, 2).Tanh(), Throws.InvalidOperationException);
            var w = new ParameterSet(1).Matrix("w", 2, 3);
            var token = on.OneHot(new[] { 2 }, 2);
            Assert.That(() => token.Linear(w), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => row.Linear(w), Throws.ArgumentException.With.Message.Contains("3 columns"));
            Assert.That(() => row.Row(1).Length, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => row.Part(2, 2), Throws.InstanceOf<ArgumentOutOfRangeException>());
            var target = new[] { 3 };
            Assert.That(() => row.CrossEntropy(target), Throws.InstanceOf<ArgumentOutOfRangeException>());
            var parameters = new ParameterSet(1);
            var (u, bias) = (parameters.Matrix("u", 3, 4), parameters.Row("bias", 4));
            Assert.That(() => own.Linear(w, bias), Throws.ArgumentException.With.Message.Contains("'bias'"));
            Assert.That(() => own.Linear(w, row, u), Throws.ArgumentException.With.Message.Contains("'u'"));
            Assert.That(
                () => row.Select(row, new bool[2]), Throws.ArgumentException.With.Message.Contains("2 choices"));
        }

        [Test]
        public void Sizes_that_no_memory_has_are_refused()
        {
            var on = new CpuBackend();
            var bias = new ParameterSet(1).Row("bias", 4);
            Assert.That(() => on.New(-1, 5), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => on.New(1, -5), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => on.Repeat(bias, -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => on.From(new float[4], -2, -2), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new MatrixShape(-1, -4, -4), Throws.InstanceOf<ArgumentOutOfRangeException>());
            var (long1, long2) = (on.New(1, 65536), on.New(1, 65536));
            var shape = new MatrixShape(65536, 1, 65536);
            Assert.That(() => long1.MatMul(long2, shape), Throws.InstanceOf<OverflowException>());
            Assert.That(() => on.New(1, 5).FilterBank(0, 65536, 65536, 9), Throws.InstanceOf<OverflowException>());
        }
    }
}
