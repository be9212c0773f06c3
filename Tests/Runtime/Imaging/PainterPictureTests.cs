using System;
using System.Collections.Generic;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>What a painter shows, on pictures of any size and at any time.</summary>
    public sealed class PainterPictureTests
    {
        // Closed form: a stroke is a sum of Gaussian densities, and a pixel of any size lies somewhere among them.
        // Where σ is above a pixel and the edge far, a sum over pixels is an integral to within 1e-9.
        [Test]
        public void Strokes_are_the_same_densities_at_each_size([Values(14, 28, 56, 77, 140)] int side)
        {
            var config = new DrawConfig { Steps = 2, Size = 4, Latent = 3, Write = 3, Width = 28, Height = 21 };
            float[] patch = { 60, -45, 30, 15, 90, -60, -30, 45, 75 };
            float[] attention = { 0.1f, -0.05f, 2 * MathF.Log(1.6f), MathF.Log(0.25f), MathF.Log(1.5f) };
            var painter = new Painter(OfOneStroke(config, patch, attention), 1, side);
            var scale = side / 28.0;
            double centreX = 29 / 2.0 * 1.1 - 1, centreY = 22 / 2.0 * 0.95 - 1, stride = 27 / 2.0 * 0.25;

            Assert.That((painter.Width, painter.Height), Is.EqualTo((side, side * 3 / 4)).Or.EqualTo((77, 58)));
            painter.TryNext();
            painter.TryNext();
            var picture = Show(painter);
            for (var pixel = 0; pixel < painter.Width * painter.Height; pixel++)
            {
                var x = (pixel % painter.Width + 0.5) / scale - 0.5;
                var y = (pixel / painter.Width + 0.5) / scale - 0.5;
                var sum = 0.0;
                for (var i = 0; i < 9; i++)
                {
                    var across = (x - centreX - (i % 3 - 1) * stride) / 1.6;
                    var down = (y - centreY - (i / 3 - 1) * stride) / 1.6;
                    sum += patch[i] * Math.Exp(-(across * across + down * down) / 2);
                }

                var logit = 2 * sum / (2 * Math.PI * 1.6 * 1.6 * 1.5);
                Assert.That(picture[4 * pixel], Is.EqualTo(255 * Plain.Sigmoid(logit)).Within(0.6), $"{x} {y}");
            }

            var stroke = painter.Stroke.Value;
            Assert.That(stroke.X, Is.EqualTo(scale * (centreX + 0.5)).Within(1e-3));
            Assert.That(stroke.Y, Is.EqualTo(scale * (centreY + 0.5)).Within(1e-3));
            Assert.That(stroke.Side, Is.EqualTo(scale * 3 * stride).Within(1e-3));
            Assert.That(stroke.Spread, Is.EqualTo(scale * 1.6).Within(1e-3));
        }

        // Closed form: a wrapped Gaussian is the sum of those a whole picture away.
        [Test]
        public void On_a_torus_strokes_come_back_on_the_other_side([Values(28, 56)] int side)
        {
            var config = new DrawConfig { Steps = 1, Size = 4, Latent = 3, Write = 2, Width = 28, Height = 28 };
            float[] patch = { 60, -45, 30, 90 };
            float[] attention = { 0.95f, -1.1f, 2 * MathF.Log(1.5f), MathF.Log(0.2f), 0 };
            var painter = new Painter(OfOneStroke(config, patch, attention), 1, side, wraps: true);
            var scale = side / 28.0;
            double centreX = 29 / 2.0 * 1.95 - 1, centreY = 29 / 2.0 * -0.1 - 1, stride = 27 * 0.2;
            painter.TryNext();
            var stroke = painter.Stroke.Value;
            Assert.That(stroke.X, Is.EqualTo(scale * (centreX + 0.5)).Within(1e-3));
            Assert.That(stroke.Y, Is.EqualTo(scale * (centreY + 28 + 0.5)).Within(1e-3));
            Assert.That(stroke.Side, Is.EqualTo(scale * 2 * stride).Within(1e-3));
            Assert.That(painter.Wraps);
            var picture = Show(painter);
            for (var pixel = 0; pixel < side * side; pixel++)
            {
                var sum = 0.0;
                for (var i = 0; i < 4 * 25; i++)
                {
                    double x = (pixel % side + 0.5) / scale - 0.5, y = (pixel / side + 0.5) / scale - 0.5;
                    var across = (x + 28 * (i / 4 % 5 - 2) - centreX - (i % 2 - 0.5) * stride) / 1.5;
                    var down = (y + 28 * (i / 20 - 2) - centreY - (i % 4 / 2 - 0.5) * stride) / 1.5;
                    sum += patch[i % 4] * Math.Exp(-(across * across + down * down) / 2);
                }

                var expected = 255 * Plain.Sigmoid(sum / (2 * Math.PI * 1.5 * 1.5));
                Assert.That(picture[4 * pixel], Is.EqualTo(expected).Within(0.6));
            }
        }

        // Wanted: neighbours across the seam differ at most 1.1 times as much as others do.
        [TestCase(false, false)]
        [TestCase(false, true)]
        [TestCase(true, false)]
        public void A_tile_has_no_seam(bool learned, bool wraps)
        {
            double edge = 0, inside = 0;
            for (var seed = 0UL; seed < 20; seed++)
            {
                var config = new DrawConfig { Steps = 12, Size = 16, Latent = 8, Output = "grey" };
                config.Wraps = learned;
                var model = DrawModel.Create(config, seed);
                Plain.Scatter(model.Parameters, seed);
                for (var i = 0; i < model.Parameters.Count; i++)
                {
                    if (model.Parameters[i].Name == "initial.canvas")
                    {
                        model.Parameters[i].Row(0).Clear();
                    }
                }

                var painter = new Painter(model, seed, wraps: wraps);
                painter.Paint(TimeSpan.FromHours(1));
                var picture = Show(painter);
                for (var i = 0; i < 28 * 28; i++)
                {
                    int x = i % 28, y = i / 28;
                    var right = Math.Abs(picture[4 * i] - picture[4 * (y * 28 + (x + 1) % 28)]);
                    var below = Math.Abs(picture[4 * i] - picture[4 * ((y + 1) % 28 * 28 + x)]);
                    edge += (x == 27 ? right / 28.0 : 0) + (y == 27 ? below / 28.0 : 0);
                    inside += (x < 27 ? right / 756.0 : 0) + (y < 27 ? below / 756.0 : 0);
                }
            }

            TestContext.Out.WriteLine($"seam score {edge / inside:F2}");
            Assert.That(inside, Is.Positive);
            Assert.That(edge / inside, learned || wraps ? Is.LessThanOrEqualTo(1.1) : Is.GreaterThan(1.5));
        }

        // Oracle: the probabilities, pixel by pixel.
        [Test]
        public void The_size_that_was_learned_shows_the_probabilities(
            [Values("plain", "no attention", "rgb", "rgba", "palette")] string kind)
        {
            var painter = new Painter(Model(kind), 3);
            painter.TryNext();
            var picture = Show(painter);
            var planes = painter.Values.Length / (7 * 6);
            for (var pixel = 0; pixel < 7 * 6; pixel++)
            {
                var values = painter.Values.Slice(pixel * planes, planes).ToArray();
                var likeliest = Array.IndexOf(values, Largest(values));
                for (var channel = 0; channel < 4; channel++)
                {
                    var expected = planes == 5 ? (channel == 3 ? 255 : likeliest * 255 / 4)
                        : channel == 3 && planes < 4 ? 255
                        : 255 * values[planes == 1 ? 0 : channel];
                    Assert.That(picture[4 * pixel + channel], Is.EqualTo(expected).Within(0.51));
                }
            }
        }

        // Closed form: halfway between two canvases is the mean of their logits.
        [Test]
        public void A_part_of_a_stroke_is_that_part_of_its_logits()
        {
            var painter = new Painter(Model("grey"), 3);
            painter.TryNext();
            var before = painter.Values.ToArray();
            painter.TryNext();
            var half = new Picture(7, 6);
            painter.Show(half, 0.5f);
            for (var pixel = 0; pixel < before.Length; pixel++)
            {
                var mean = (Logit(before[pixel]) + Logit(painter.Values[pixel])) / 2;
                Assert.That(half.Pixels[4 * pixel], Is.EqualTo(255 * Plain.Sigmoid(mean)).Within(0.51));
            }

            painter.Show(half, 0);
            Assert.That(half.Pixels[0], Is.EqualTo(255 * before[0]).Within(0.51));
        }

        [Test]
        public void Given_chance_is_what_a_seed_would_draw()
        {
            var model = Model("plain");
            var painter = new Painter(model, 1) { Noise = new PaintNoise(model.Network.Config, 8) };
            var other = new Painter(model, 8);
            while (painter.TryNext() & other.TryNext())
            {
                Assert.That(painter.Values.ToArray(), Is.EqualTo(other.Values.ToArray()));
            }

            Assert.That(painter.Step, Is.EqualTo(3));
            Assert.That(
                () => painter.Noise = new PaintNoise(new DrawConfig(), 1), Throws.ArgumentException);
        }

        [Test]
        public void A_budget_gives_a_stroke_at_least_and_all_if_it_suffices()
        {
            var painter = new Painter(Model("plain"), 1);
            Assert.That(painter.Paint(TimeSpan.Zero), Is.EqualTo(1));
            Assert.That(painter.Paint(TimeSpan.FromHours(1), 1), Is.EqualTo(1));
            Assert.That(painter.Paint(TimeSpan.FromHours(1)), Is.EqualTo(1));
            Assert.That(painter.Paint(TimeSpan.FromHours(1)), Is.EqualTo(0));
        }

        [Test]
        public void Refuses_pictures_and_sides_that_do_not_fit()
        {
            var painter = new Painter(Model("plain"), 1, 14);
            Assert.That(() => painter.Show(new Picture(7, 6)), Throws.ArgumentException);
            Assert.That(() => new Painter(Model("plain"), 1, 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new Painter(Model("plain"), 1, 4097), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new Painter(Model("no attention"), 1, wraps: true), Throws.ArgumentException);
            var manyColours = new DrawConfig { Output = "palette", Colours = 16, Steps = 1, Size = 2, Latent = 1 };
            var model = DrawModel.Create(manyColours, 1);
            Assert.That(
                () => new Painter(model, 1, 4096, wraps: true),
                Throws.ArgumentException.With.Message.Contains("134217728 values").And.Message.Contains("268435456"));
        }

#if !RNNGEN_CHECKS // a build with checks makes new tensors, to tell those that no longer live
        [Test]
        public void A_large_stroke_of_a_subject_allocates_nothing_and_showing_it_neither()
        {
            var model = Model("everything");
            var painter = new Painter(model, 1, 20)
            {
                Subject = new PaintSubject(model.Network.Config, new Picture(7, 6), new Picture(7, 6)),
                Noise = new PaintNoise(model.Network.Config, 3),
            };
            var picture = new Picture(painter.Width, painter.Height);
            var least = Allocations.Of(() =>
            {
                for (var i = 0; i < 20; i++)
                {
                    painter.Reset();
                    while (painter.Paint(TimeSpan.FromSeconds(1)) > 0)
                    {
                        painter.Show(picture, 0.5f);
                    }
                }
            });

            Assert.That(least, Is.EqualTo(0));
        }

#endif
        private static DrawModel OfOneStroke(DrawConfig config, float[] patch, float[] attention)
        {
            var model = DrawModel.Create(config, 1);
            var at = new Dictionary<string, Parameter>();
            for (var i = 0; i < model.Parameters.Count; i++)
            {
                at.Add(model.Parameters[i].Name, model.Parameters[i]);
            }

            for (var input = 0; input < config.Size; input++)
            {
                at["heads.weight"].Row(input).Clear();
            }

            patch.CopyTo(at["heads.bias"].Row(0));
            attention.CopyTo(at["heads.bias"].Row(0).Slice(patch.Length));
            at["initial.canvas"].Row(0).Clear();
            foreach (var parameter in at.Values)
            {
                parameter.Changed();
            }

            return model;
        }

        private static DrawModel Model(string kind)
        {
            var model = DrawModel.Create(DrawPieces.Config(kind), 1);
            Plain.Scatter(model.Parameters, 2);
            return model;
        }

        private static byte[] Show(Painter painter)
        {
            var picture = new Picture(painter.Width, painter.Height);
            painter.Show(picture);
            return picture.Pixels;
        }

        private static float Largest(float[] values)
        {
            var largest = values[0];
            foreach (var value in values)
            {
                largest = MathF.Max(largest, value);
            }

            return largest;
        }

        private static double Logit(float p) => Math.Log(p / (1 - (double)p));
    }
}
