using System;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class GlimpseCellTests
    {
        private const int Width = 20;
        private const int Height = 16;
        private const int Filters = 4;
        private const ulong Seed = 2;

        // [g̃x g̃y log σ² log δ̃ log γ].
        private static readonly float[] placed = { 0.25f, -0.4f, 0.6f, -1.1f, 0.3f };

        // Oracle: equations 19 to 27 of the paper, as loops in double precision, pixels counted from 1.
        [Test]
        public void A_glimpse_placed_by_hand_is_the_sum_of_its_filters()
        {
            var cell = Placed();
            var on = new CpuBackend();
            var image = Picture(3);
            var seen = cell.Look(on.From(image, 1, image.Length), cell.InitialState(on, 1)).Row(0).ToArray();
            double[,] across = Bank(placed[0], Width), down = Bank(placed[1], Height);
            for (var i = 0; i < seen.Length; i++)
            {
                var sum = 0.0;
                for (var y = 0; y < Height; y++)
                {
                    for (var x = 0; x < Width; x++)
                    {
                        sum += down[i / Filters, y] * image[y * Width + x] * across[i % Filters, x];
                    }
                }

                Assert.That(seen[i], Is.EqualTo(Math.Exp(placed[4]) * sum).Within(1e-5));
            }
        }

        [Test]
        public void The_area_is_centred_where_the_paper_says_and_as_wide_as_its_strides()
        {
            var cell = Placed();
            var area = cell.AreaOf(cell.InitialState(new CpuBackend(), 2), 1);
            Assert.That(area.X, Is.EqualTo((Width + 1) / 2.0 * (placed[0] + 1) - 0.5).Within(1e-4));
            Assert.That(area.Y, Is.EqualTo((Height + 1) / 2.0 * (placed[1] + 1) - 0.5).Within(1e-4));
            Assert.That(
                area.Side, Is.EqualTo(Filters * (Width - 1.0) / (Filters - 1) * Math.Exp(placed[3])).Within(1e-4));
            Assert.That(area.Spread, Is.EqualTo(Math.Exp(0.5 * placed[2])).Within(1e-4));
        }

        [Test]
        public void The_first_glimpse_of_a_new_cell_is_as_wide_as_the_picture()
        {
            var cell = new GlimpseCell(new ParameterSet(1), "eye", Width, Width, Filters, 3);
            var area = cell.AreaOf(cell.InitialState(new CpuBackend(), 1), 0);
            Assert.That(area.X, Is.EqualTo(Width / 2.0).Within(1e-5));
            Assert.That(area.Y, Is.EqualTo(Width / 2.0).Within(1e-5));
            Assert.That(area.Side * (Filters - 1) / Filters, Is.EqualTo(Width - 1).Within(1e-4));
            Assert.That(area.Spread, Is.EqualTo((Width - 1.0) / (Filters - 1)).Within(1e-4));
        }

        // Oracle: an LSTM of the same seed, fed with what was seen.
        [Test]
        public void A_step_is_a_look_and_then_an_LSTM()
        {
            var cell = Placed();
            var lstm = new LstmCell(new ParameterSet(Seed), "eye", Filters * Filters, cell.Outputs);
            var on = new CpuBackend();
            LstmState state = cell.InitialState(on, 1), other = lstm.InitialState(on, 1);
            var image = on.From(Picture(4), 1, Width * Height);
            for (var step = 0; step < 3; step++)
            {
                var expected = lstm.Step(cell.Look(image, state), ref other).Row(0).ToArray();
                Assert.That(cell.Step(image, ref state).Row(0).ToArray(), Is.EqualTo(expected));
            }
        }

        [TestCase(1, 16, 4)]
        [TestCase(20, 1, 4)]
        [TestCase(20, 16, 1)]
        [TestCase(5000, 16, 4)]
        public void What_cannot_be_looked_at_is_refused(int width, int height, int filters)
        {
            Assert.That(
                () => new GlimpseCell(new ParameterSet(1), "eye", width, height, filters, 3),
                Throws.ArgumentException);
        }

        [TestCase(0)]
        [TestCase(-1)]
        [TestCase(float.NaN)]
        [TestCase(float.PositiveInfinity)]
        public void A_blur_that_is_none_is_refused(float blur)
        {
            Assert.That(
                () => new GlimpseCell(new ParameterSet(1), "eye", 20, 16, 4, 3, blur), Throws.ArgumentException);
        }

        private static GlimpseCell Placed()
        {
            var parameters = new ParameterSet(Seed);
            var cell = new GlimpseCell(parameters, "eye", Width, Height, Filters, 5);
            var bias = parameters[parameters.Count - 1];
            placed.CopyTo(bias.Row(0));
            bias.Changed();
            return cell;
        }

        private static double[,] Bank(double place, int size)
        {
            var centre = (size + 1) / 2.0 * (place + 1);
            var stride = (Width - 1.0) / (Filters - 1) * Math.Exp(placed[3]);
            var bank = new double[Filters, size];
            for (var i = 1; i <= Filters; i++)
            {
                var sum = 0.0;
                for (var a = 1; a <= size; a++)
                {
                    var distance = a - (centre + (i - Filters / 2.0 - 0.5) * stride);
                    bank[i - 1, a - 1] = Math.Exp(-distance * distance / (2 * Math.Exp(placed[2])));
                    sum += bank[i - 1, a - 1];
                }

                for (var a = 0; a < size; a++)
                {
                    bank[i - 1, a] /= sum;
                }
            }

            return bank;
        }

        private static float[] Picture(ulong seed)
        {
            var rng = new Rng(seed);
            var image = new float[Width * Height];
            for (var i = 0; i < image.Length; i++)
            {
                image[i] = rng.Uniform();
            }

            return image;
        }
    }
}
