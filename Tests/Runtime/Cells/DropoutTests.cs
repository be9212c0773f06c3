using System;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class DropoutTests
    {
        [Test]
        public void Drops_its_share_and_scales_the_rest()
        {
            var on = new CpuBackend();
            var dropout = new Dropout(0.25f, new Rng(1));
            var dropped = 0;
            for (var r = 0; r < 100; r++)
            {
                foreach (var value in dropout.Apply(on.New(1, 1000).Scale(0, 3)).Row(0))
                {
                    Assert.That(value == 0 || value == 4);
                    dropped += value == 0 ? 1 : 0;
                }
            }

            // Five standard errors of a share of 0.25 in 100000.
            Assert.That(dropped / 1e5, Is.EqualTo(0.25).Within(0.007));
        }

        [Test]
        public void Acts_between_layers_when_training_only()
        {
            var config = new SequenceConfig { Inputs = 4, Outputs = 4, Size = 8, Layers = 2, Dropout = 0.5f };
            var network = SequenceNetwork.Create(config, new ParameterSet(1));
            Assert.That(First(network, null), Is.EqualTo(First(network, null)));
            Assert.That(First(network, new Rng(1)), Is.EqualTo(First(network, new Rng(1))));
            Assert.That(First(network, new Rng(1)), Is.Not.EqualTo(First(network, new Rng(2))));
            config.Layers = 1;
            var single = SequenceNetwork.Create(config, new ParameterSet(1));
            Assert.That(First(single, new Rng(1)), Is.EqualTo(First(single, null)));
        }

        [TestCase(-0.1f)]
        [TestCase(1f)]
        [TestCase(float.NaN)]
        public void Refuses_what_is_no_share(float rate)
        {
            var rng = new Rng(1);
            Assert.That(() => new Dropout(rate, rng), Throws.InstanceOf<ArgumentOutOfRangeException>());
        }

        private static float[] First(SequenceNetwork network, Rng dropout)
        {
            var on = new CpuBackend();
            return network.Step(on.OneHot(new[] { 1 }, 4), network.NewState(on, 1, dropout)).Row(0).ToArray();
        }
    }
}
