using System;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>The identities of the paper's filters as their oracle.</summary>
    public sealed class GlimpseTests
    {
        private const float Sharp = -12;

        [Test]
        public void Filters_sum_to_one([Values(2, 5, 12)] int count, [Values(1, 6, 28, 33)] int size)
        {
            foreach (var numbers in Grids())
            {
                for (var axis = 0; axis < 2; axis++)
                {
                    var filters = Filters(numbers, axis, count, size, Math.Max(size, 20));
                    for (var i = 0; i < count; i++)
                    {
                        var sum = 0.0;
                        for (var pixel = 0; pixel < size; pixel++)
                        {
                            Assert.That(filters[i * size + pixel], Is.InRange(0f, 1f));
                            sum += filters[i * size + pixel];
                        }

                        Assert.That(sum, Is.EqualTo(1).Within(1e-6));
                    }
                }
            }
        }

        // Published: pixels count from 1, and the grid of an untrained network spans the image exactly.
        [Test]
        public void Five_filters_over_28_pixels_sit_where_the_paper_has_them()
        {
            double[] expected = { 1, 7.75, 14.5, 21.25, 28 };
            var filters = Filters(new float[5], 0, 5, 28, 28);
            for (var i = 0; i < expected.Length; i++)
            {
                // Two neighbouring pixels tell the centre: log(F[a + 1] / F[a]) = μ - a - 1/2, where σ is 1.
                var a = Math.Min(27, (int)expected[i]);
                var ratio = (double)filters[i * 28 + a] / filters[i * 28 + a - 1];
                Assert.That(Math.Log(ratio) + a + 0.5, Is.EqualTo(expected[i]).Within(1e-5));
            }
        }

        [Test]
        public void A_mirrored_grid_has_mirrored_filters()
        {
            float[] left = { -0.3f, 0.2f, 0.5f, -0.4f, 0 }, right = { 0.3f, 0.2f, 0.5f, -0.4f, 0 };
            float[] a = Filters(left, 0, 4, 28, 30), b = Filters(right, 0, 4, 28, 30);
            Array.Reverse(b);
            Assert.That(a, Is.EqualTo(b).Within(1e-6));
        }

        // The bounds of a public test: centres a whole image outside, spreads from a tenth of a pixel on.
        [Test]
        public void Filters_far_outside_are_finite([Values] bool wraps)
        {
            foreach (var g in new[] { -4f, 3f, 40f, -1e6f, 1e6f })
            {
                foreach (var spread in new[] { -4.6f, 0, 6.7f, -1e6f, 1e6f })
                {
                    foreach (var stride in new[] { -2.3f, 0, 3.4f, -1e6f, 80 })
                    {
                        var filters = Filters(new[] { g, 0, spread, stride, 0 }, 0, 100, 28, 28, wraps);
                        var sums = new double[100];
                        for (var i = 0; i < filters.Length; i++)
                        {
                            sums[i / 28] += filters[i];
                        }

                        Assert.That(sums, Is.All.EqualTo(1).Within(1e-5), $"{g} {spread} {stride}");
                    }
                }
            }
        }

        // The identities of a circle: whole turns change nothing, and a step of one pixel moves filters by a pixel.
        [Test]
        public void Filters_that_wrap_turn_with_their_centre([Values(7, 28)] int size)
        {
            foreach (var spread in new[] { -4, 0.5f, 5 })
            {
                float[] Turned(double pixels)
                {
                    var numbers = new[] { (float)(2 * pixels / (size + 1)), 0, spread, -0.4f, 0 };
                    return Filters(numbers, 0, 4, size, size, wraps: true);
                }

                var expected = Turned(0.25);
                Assert.That(Turned(0.25 + size), Is.EqualTo(expected).Within(1e-4));
                Assert.That(Turned(0.25 - 3 * size), Is.EqualTo(expected).Within(1e-4));
                var moved = Turned(1.25);
                for (var i = 0; i < expected.Length; i++)
                {
                    var before = i / size * size + (i % size + size - 1) % size;
                    Assert.That(moved[i], Is.EqualTo(expected[before]).Within(1e-4));
                }
            }
        }

        [Test]
        public void As_many_sharp_filters_as_pixels_read_and_write_the_image_itself()
        {
            var config = new DrawConfig { Width = 6, Height = 6, Output = "rgb" };
            var on = new CpuBackend();
            var gamma = 1.7f;
            var heads = on.From(new[] { 0, 0, Sharp, 0, MathF.Log(gamma) }, 1, 5);
            var glimpse = new Glimpse(config, heads, 0, 6);
            var image = DrawPieces.Images(config, new Rng(1), 1);
            var read = glimpse.Read(on.From(image, 1, config.Values));
            var expected = Array.ConvertAll(image, value => gamma * value);
            Assert.That(read.Row(0).ToArray(), Is.EqualTo(expected).Within(1e-6));

            var canvas = on.From(DrawPieces.Noise(new Rng(2), config.Values), 1, config.Values);
            var written = (glimpse.Write(read, canvas) - canvas).Row(0).ToArray();
            Assert.That(written, Is.EqualTo(image).Within(1e-6));
        }

        [Test]
        public void An_even_image_looks_even_through_any_grid()
        {
            var config = new DrawConfig { Width = 9, Height = 5 };
            var on = new CpuBackend();
            foreach (var numbers in Grids())
            {
                var glimpse = new Glimpse(config, on.From(numbers, 1, 5), 0, 4);
                var image = new float[config.Values];
                image.AsSpan().Fill(0.25f);
                var read = glimpse.Read(on.From(image, 1, config.Values)).Row(0).ToArray();
                Assert.That(read, Is.All.EqualTo(0.25f * MathF.Exp(numbers[4])).Within(1e-6));
            }
        }

        private static float[] Filters(
            float[] numbers, int axis, int count, int size, int longest, bool wraps = false)
        {
            var attention = new CpuBackend().From(numbers, 1, 5);
            return attention.FilterBank(axis, count, size, longest, wraps).Row(0).ToArray();
        }

        private static float[][] Grids()
        {
            return new[]
            {
                new float[5],
                new[] { 0.4f, -0.7f, 0.5f, -0.3f, 0.2f },
                new[] { -1.5f, 2.5f, Sharp, 0.6f, -0.5f },
                new[] { 0.1f, 0.9f, 4, -2, 1 },
            };
        }
    }
}
