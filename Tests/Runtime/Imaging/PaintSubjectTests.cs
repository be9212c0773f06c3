using System;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class PaintSubjectTests
    {
        // Oracle: the network, shown by hand m x + (1 - m) σ(c), and drawing freely once nobody looks.
        [Test]
        public void A_painter_sees_its_own_canvas_where_the_picture_is_missing(
            [Values("plain", "grey", "rgb", "palette", "everything")] string kind, [Values(0, 2, 3)] int strokes)
        {
            var model = DrawModel.Create(DrawPieces.Config(kind), 1);
            Plain.Scatter(model.Parameters, 2);
            var config = model.Network.Config;
            Picture picture = Noise(1), mask = Noise(2);
            var painter = new Painter(model, 5)
            {
                Subject = new PaintSubject(config, picture, mask) { Strokes = strokes },
            };
            var rng = new Rng(5);
            var on = new CpuBackend();
            var state = model.Network.InitialState(on, 1, config.Classes > 0 ? new[] { 3 } : Array.Empty<int>());
            for (var t = 0; t < 3; t++)
            {
                var seen = new float[config.Values];
                for (var i = 0; i < seen.Length; i++)
                {
                    int x = i % 7, plane = i / 7 % config.Planes, y = i / 7 / config.Planes;
                    seen[i] = Luma(mask, y * 7 + x) >= 0.5
                        ? model.Network.Paint(state).Row(0)[i]
                        : Expected(config, picture, y * 7 + x, plane);
                }

                on.NextStep();
                var noise = on.From(DrawPieces.Noise(rng, config.Latent), 1, config.Latent);
                if (t < strokes)
                {
                    model.Network.Step(on.From(seen, 1, seen.Length), noise, ref state);
                }
                else
                {
                    model.Network.Draw(noise, ref state);
                }

                painter.TryNext();
                // Brightness is rounded in another order.
                Assert.That(
                    painter.Painted.ToArray(), Is.EqualTo(model.Network.Paint(state).Row(0).ToArray()).Within(1e-5));
            }
        }

        // Oracle: a subject whose missing part was filled in by hand with what was painted.
        [Test]
        public void What_was_painted_is_seen_the_next_time()
        {
            var config = DrawPieces.Config("rgba");
            var model = DrawModel.Create(config, 1);
            Plain.Scatter(model.Parameters, 2);
            Picture picture = Noise(1), mask = Noise(2);
            var subject = new PaintSubject(config, picture, mask);
            var painter = new Painter(model, 5) { Subject = subject };
            Finish(painter);
            subject.Take(painter);
            var whole = new Picture(7, 6);
            painter.Show(whole);
            subject.Keep(whole);
            for (var pixel = 0; pixel < 7 * 6; pixel++)
            {
                var isKnown = Luma(mask, pixel) < 0.5;
                for (var channel = 0; channel < 4; channel++)
                {
                    var at = 4 * pixel + channel;
                    Assert.That(
                        whole.Pixels[at],
                        Is.EqualTo(isKnown ? picture.Pixels[at] : 255 * painter.Values[at]).Within(0.51));
                }
            }

            painter.Reset(6);
            Finish(painter);
            var second = new Painter(model, 6) { Subject = new PaintSubject(config, whole) };
            Finish(second);
            // They differ by what a picture rounds away.
            Assert.That(second.Values.ToArray(), Is.EqualTo(painter.Values.ToArray()).Within(1e-2));
        }

        // Oracle: by hand. A pixel is the nearest colour that is seen, or the one that is not if itself is not.
        [Test]
        public void A_palette_is_read_and_shown_in_its_colours()
        {
            var config = DrawPieces.Config("palette");
            config.Palette = new uint[] { 0, 0xFF0000FF, 0x00FF00FF, 0x0000FFFF, 0xFFFFFFFF };
            var picture = new Picture(7, 6);
            byte[] pixels = { 250, 9, 9, 255, 9, 240, 30, 200, 0, 0, 200, 255, 200, 200, 255, 255, 255, 0, 0, 9 };
            byte[] expected = { 255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0 };
            pixels.CopyTo(picture.Pixels, 0);
            var seen = new float[config.Values];
            CanvasColours.Read(config, picture, seen);
            var shown = new Picture(7, 6);
            CanvasColours.Show(config, seen, seen, 1, shown);
            Assert.That(shown.Pixels.AsSpan(0, expected.Length).ToArray(), Is.EqualTo(expected));
        }

        [Test]
        public void Known_pixels_are_kept_at_any_size()
        {
            var config = DrawPieces.Config("rgba");
            Picture picture = Noise(1), mask = Noise(2), large = new Picture(14, 12);
            new PaintSubject(config, picture, mask).Keep(large);
            for (var pixel = 0; pixel < 14 * 12; pixel++)
            {
                var small = pixel / 14 / 2 * 7 + pixel % 14 / 2;
                var expected = Luma(mask, small) < 0.5 ? picture.Pixels[4 * small] : 0;
                Assert.That(large.Pixels[4 * pixel], Is.EqualTo(expected));
            }
        }

        [Test]
        public void Refuses_other_sizes_and_more_strokes_than_there_are()
        {
            var config = DrawPieces.Config("rgba");
            Assert.That(() => new PaintSubject(config, new Picture(6, 7)), Throws.ArgumentException);
            Assert.That(
                () => new PaintSubject(config, new Picture(7, 6), new Picture(7, 7)), Throws.ArgumentException);
            var subject = new PaintSubject(config, new Picture(7, 6));
            Assert.That(() => subject.Strokes = 4, Throws.InstanceOf<ArgumentOutOfRangeException>());
        }

        [TestCase("rgb")]
        [TestCase("palette")]
        public void A_subject_for_another_kind_of_model_is_refused_and_nothing_changes(string other)
        {
            var painter = new Painter(DrawModel.Create(DrawPieces.Config("grey"), 1), 5);
            var mine = new PaintSubject(DrawPieces.Config("grey"), Noise(1));
            painter.Subject = mine;
            var theirs = new PaintSubject(DrawPieces.Config(other), Noise(1));
            Assert.That(() => painter.Subject = theirs, Throws.ArgumentException.With.Message.Contains("blueprint"));
            Assert.That(painter.Subject, Is.SameAs(mine));
            painter.Subject = null;
            Assert.That(painter.TryNext());
        }

        [Test]
        public void A_subject_of_other_colours_or_of_another_painter_is_refused()
        {
            DrawConfig red = DrawPieces.Config("palette"), blue = DrawPieces.Config("palette");
            red.Palette = Enumerable.Range(0, red.Colours).Select(i => 0xFF0000FFu + (uint)i).ToArray();
            blue.Palette = Enumerable.Range(0, red.Colours).Select(i => 0x0000FFFFu + (uint)i).ToArray();
            var painter = new Painter(DrawModel.Create(red, 1), 5);
            var theirs = new PaintSubject(blue, Noise(1));
            Assert.That(() => painter.Subject = theirs, Throws.ArgumentException.With.Message.Contains("palette"));
            Assert.That(() => theirs.Take(painter), Throws.ArgumentException.With.Message.Contains("palette"));
            Assert.That(() => painter.Subject = new PaintSubject(red, Noise(1)), Throws.Nothing);
        }

        private static void Finish(Painter painter)
        {
            while (painter.TryNext())
            {
            }
        }

        private static float Expected(DrawConfig config, Picture picture, int pixel, int plane)
        {
            var luma = Luma(picture, pixel);
            return config.Output switch
            {
                "binary" => luma >= 0.5 ? 1 : 0,
                "grey" => (float)luma,
                "palette" => plane == (int)Math.Round(luma * (config.Planes - 1)) ? 1 : 0,
                "rgb" => picture.Pixels[4 * pixel + plane] / 255f * picture.Pixels[4 * pixel + 3] / 255f,
                _ => picture.Pixels[4 * pixel + plane] / 255f,
            };
        }

        private static double Luma(Picture picture, int pixel)
        {
            var p = picture.Pixels.AsSpan(4 * pixel, 4);
            return (0.299f * p[0] + 0.587f * p[1] + 0.114f * p[2]) / 255 * p[3] / 255;
        }

        private static Picture Noise(ulong seed)
        {
            var picture = new Picture(7, 6);
            var rng = new Rng(seed);
            for (var i = 0; i < picture.Pixels.Length; i++)
            {
                picture.Pixels[i] = (byte)(i % 4 == 3 ? 255 - rng.Below(20) : rng.Below(256));
            }

            return picture;
        }
    }
}
