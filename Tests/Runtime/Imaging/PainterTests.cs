using System;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class PainterTests
    {
        // Oracle: the network, stepped by hand, and its planes looked up one by one.
        [Test]
        public void Paints_what_the_network_draws([Values("plain", "rgb", "everything")] string kind)
        {
            var model = Model(kind);
            var config = model.Network.Config;
            var painter = new Painter(model, 8);
            var rng = new Rng(8);
            var on = new CpuBackend();
            var classes = config.Classes > 0 ? new[] { 3 } : Array.Empty<int>();
            var state = model.Network.InitialState(on, 1, classes);
            for (var t = 0; t <= config.Steps; t++)
            {
                Assert.That(painter.Step, Is.EqualTo(t));
                var painted = model.Network.Paint(state).Row(0);
                for (var i = 0; i < config.Values; i++)
                {
                    int plane = i % config.Planes, pixel = i / config.Planes;
                    int x = pixel % config.Width, y = pixel / config.Width;
                    var expected = painted[(y * config.Planes + plane) * config.Width + x];
                    Assert.That(painter.Values[i], Is.EqualTo(expected));
                }

                on.NextStep();
                var noise = DrawPieces.Noise(rng, config.Latent);
                model.Network.Draw(on.From(noise, 1, config.Latent), ref state);
                Assert.That(painter.TryNext(), Is.EqualTo(t < config.Steps));
            }
        }

        [Test]
        public void A_seed_stands_for_a_picture()
        {
            var painter = new Painter(Model("plain"), 1);
            var first = Finish(painter);
            painter.Reset();
            Assert.That(Finish(painter), Is.Not.EqualTo(first));
            painter.Reset(1);
            Assert.That(Finish(painter), Is.EqualTo(first));
            painter.Reset(1);
            painter.Temperature = 0;
            var usual = Finish(painter);
            painter.Reset(2);
            Assert.That(Finish(painter), Is.EqualTo(usual).And.Not.EqualTo(first));
        }

        [Test]
        public void A_class_holds_from_the_next_picture_on()
        {
            var painter = new Painter(Model("classes"), 1);
            var any = Finish(painter);
            painter.Reset(1);
            painter.Class = 1;
            Assert.That(Finish(painter), Is.EqualTo(any));
            painter.Reset(1);
            Assert.That(Finish(painter), Is.Not.EqualTo(any));
            painter.Class = null;
            painter.Reset(1);
            Assert.That(Finish(painter), Is.EqualTo(any));
        }

        [Test]
        public void Refuses_what_cannot_be_asked_for()
        {
            var painter = new Painter(Model("classes"));
            Assert.That(() => painter.Class = 3, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => painter.Class = -1, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => painter.Temperature = -1, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(
                () => painter.Temperature = float.NaN, Throws.InstanceOf<ArgumentOutOfRangeException>());
            var picture = new Picture(painter.Width, painter.Height);
            foreach (var fraction in new[] { -0.01f, 1.01f, float.NaN })
            {
                Assert.That(
                    () => painter.Show(picture, fraction), Throws.InstanceOf<ArgumentOutOfRangeException>());
            }
        }

#if !RNNGEN_CHECKS // a build with checks makes new tensors, to tell those that no longer live
        [Test]
        public void A_stroke_allocates_nothing([Values("plain", "no attention", "everything")] string kind)
        {
            var painter = new Painter(Model(kind), 1);
            var least = Allocations.Of(() =>
            {
                for (var picture = 0; picture < 20; picture++)
                {
                    painter.Reset();
                    while (painter.TryNext())
                    {
                    }
                }
            });

            Assert.That(least, Is.EqualTo(0));
        }

#endif
        private static DrawModel Model(string kind)
        {
            var model = DrawModel.Create(DrawPieces.Config(kind), 1);
            Plain.Scatter(model.Parameters, 2);
            return model;
        }

        private static float[] Finish(Painter painter)
        {
            while (painter.TryNext())
            {
            }

            return painter.Values.ToArray();
        }
    }
}
