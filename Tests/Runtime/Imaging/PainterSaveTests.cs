using System;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class PainterSaveTests
    {
        private const int Strokes = 6;

        // Oracle: the painter that was never interrupted.
        [Test]
        public void A_picture_is_painted_on_from_any_stroke(
            [ValueSource(typeof(DrawPieces), nameof(DrawPieces.Kinds))] string kind)
        {
            var model = Model(kind);
            for (var stroke = 0; stroke <= Strokes; stroke++)
            {
                var whole = new Painter(model, 5, side: 11);
                var part = new Painter(model, 5, side: 11);
                var other = new Painter(model, 6, side: 11);
                Paint(whole, Strokes);
                Paint(part, stroke);
                Paint(other, 2);
                var saved = Save(part);
                Paint(part, Strokes);
                other.Restore(saved);
                Assert.That(other.Step, Is.EqualTo(stroke));
                Paint(other, Strokes);
                Assert.That(Seen(other), Is.EqualTo(Seen(whole)));
                Assert.That(Seen(part), Is.EqualTo(Seen(whole)));
            }
        }

        [Test]
        public void Chance_and_class_go_on_with_the_picture()
        {
            var painter = new Painter(Model("classes"), 1) { Class = 2 };
            painter.Reset(1);
            Paint(painter, 2);
            var other = new Painter(Model("classes"), 2);
            other.Restore(Save(painter));
            painter.Class = null;
            for (var picture = 0; picture < 3; picture++)
            {
                Paint(painter, Strokes);
                Paint(other, Strokes);
                Assert.That(Seen(other), Is.EqualTo(Seen(painter)));
                painter.Reset();
                other.Reset();
            }
        }

        // Oracle: the network, stepped by hand, whose encoder has looked at nothing before.
        [Test]
        public void A_subject_may_come_after_some_strokes()
        {
            var model = Model("plain");
            var config = model.Network.Config;
            var image = new float[config.Values];
            image.AsSpan(0, 20).Fill(1);
            var picture = new Picture(config.Width, config.Height);
            for (var i = 0; i < image.Length; i++)
            {
                var pixel = picture.Pixels.AsSpan(Picture.Channels * i, Picture.Channels);
                pixel.Fill((byte)(255 * image[i]));
                pixel[3] = 255;
            }

            var painter = new Painter(model, 4);
            Paint(painter, 4);
            painter.Subject = new PaintSubject(config, picture);
            Paint(painter, Strokes);

            var on = new CpuBackend();
            var rng = new Rng(4);
            var state = model.Network.InitialState(on, 1);
            for (var t = 0; t < Strokes; t++)
            {
                var noise = on.From(DrawPieces.Noise(rng, config.Latent), 1, config.Latent);
                if (t < 4)
                {
                    model.Network.Draw(noise, ref state);
                }
                else
                {
                    model.Network.Step(on.From(image, 1, image.Length), noise, ref state);
                }
            }

            Assert.That(painter.Values.ToArray(), Is.EqualTo(model.Network.Paint(state).Row(0).ToArray()));
        }

        [Test]
        public void Damaged_saves_are_refused_and_change_nothing()
        {
            var painter = new Painter(Model("classes"), 1);
            Paint(painter, 3);
            var saved = Save(painter);
            Paint(painter, 1);
            var before = Seen(painter);
            for (var at = 0; at < saved.Length; at++)
            {
                var damaged = (byte[])saved.Clone();
                damaged[at] ^= 0x10;
                Assert.That(() => painter.Restore(damaged), Throws.ArgumentException);
            }

            Assert.That(() => painter.Restore(default), Throws.ArgumentException);
            var narrow = Enumerable.Repeat((byte)7, painter.SavedSize - 1).ToArray();
            Assert.That(
                () => painter.Save(narrow), Throws.ArgumentException.With.Message.Contains($"{painter.SavedSize}"));
            Assert.That(narrow, Is.All.EqualTo(7));
            Assert.That(() => painter.Restore(saved.AsSpan(1).ToArray()), Throws.ArgumentException);
            Assert.That(() => new Painter(Model("classes"), 1, side: 14).Restore(saved), Throws.ArgumentException);
            Assert.That(() => new Painter(Model("rgb"), 1).Restore(saved), Throws.ArgumentException);
            Assert.That(Seen(painter), Is.EqualTo(before));
        }

        // A checksum keeps no one from lying.
        [TestCase(12, -1)]
        [TestCase(12, Strokes + 1)]
        [TestCase(16, -1)]
        [TestCase(16, 4)]
        public void Sealed_lies_are_refused(int at, int value)
        {
            var painter = new Painter(Model("classes"), 1);
            var saved = Save(painter);
            var writer = new SaveWriter(saved.AsSpan(at));
            writer.Int(value);
            writer = new SaveWriter(saved.AsSpan(saved.Length - sizeof(int)));
            writer.Int(SaveReader.ChecksumOf(saved.AsSpan(0, saved.Length - sizeof(int))));
            Assert.That(() => painter.Restore(saved), Throws.ArgumentException);
        }

#if !RNNGEN_CHECKS // a build with checks makes new tensors, to tell those that no longer live
        [Test]
        public void A_save_allocates_nothing()
        {
            var painter = new Painter(Model("plain"), 1);
            Paint(painter, 3);
            var room = new byte[painter.SavedSize];
            Assert.That(Allocations.Of(() => painter.Save(room)), Is.Zero);
        }
#endif

        private static DrawModel Model(string kind)
        {
            var config = DrawPieces.Config(kind).WithSteps(Strokes);
            var model = DrawModel.Create(config, 1);
            Plain.Scatter(model.Parameters, 2);
            return model;
        }

        private static void Paint(Painter painter, int strokes)
        {
            while (strokes-- > 0 && painter.TryNext())
            {
            }
        }

        private static byte[] Save(Painter painter)
        {
            var room = new byte[painter.SavedSize];
            return room.AsSpan(0, painter.Save(room)).ToArray();
        }

        private static (float[], byte[]) Seen(Painter painter)
        {
            var picture = new Picture(painter.Width, painter.Height);
            painter.Show(picture, 0.5f);
            return (painter.Values.ToArray(), picture.Pixels);
        }
    }
}
