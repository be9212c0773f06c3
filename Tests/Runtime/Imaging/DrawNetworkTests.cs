using System;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class DrawNetworkTests
    {
        private const int Rows = 3;

        private static readonly int[] classes = { 1, 3, 0 };

        // Oracle: PlainDraw, the paper's equations in double precision.
        [Test]
        public void Training_follows_the_equations(
            [ValueSource(typeof(DrawPieces), nameof(DrawPieces.Kinds))] string kind)
        {
            var config = DrawPieces.Config(kind);
            var network = DrawPieces.Network(config, out var parameters);
            var rng = new Rng(3);
            var images = DrawPieces.Images(config, rng, Rows);
            var noise = DrawPieces.Noise(rng, Rows * config.Steps * config.Latent);
            var on = new CpuBackend();
            var divergences = new Tensor[config.Steps];
            var loss = network.Loss(
                on.From(images, Rows, config.Values),
                on.From(noise, Rows, config.Steps * config.Latent),
                Classes(config),
                divergences);

            for (var r = 0; r < Rows; r++)
            {
                var plain = new PlainDraw(config, parameters, classes[r]);
                var image = DrawPieces.Doubles(images.AsSpan(r * config.Values, config.Values));
                var sum = 0.0;
                for (var t = 0; t < config.Steps; t++)
                {
                    var at = (r * config.Steps + t) * config.Latent;
                    var divergence = plain.Step(image, DrawPieces.Doubles(noise.AsSpan(at, config.Latent)));
                    Assert.That(divergences[t].Row(r)[0], Is.EqualTo(divergence).Within(1e-4));
                    sum += divergence;
                }

                var expected = sum + plain.Reconstruction(image);
                Assert.That(loss.Row(r)[0], Is.EqualTo(expected).Within(1e-5 * expected));
            }
        }

        // Oracle: PlainDraw.
        [Test]
        public void Drawing_follows_the_equations(
            [ValueSource(typeof(DrawPieces), nameof(DrawPieces.Kinds))] string kind)
        {
            var config = DrawPieces.Config(kind);
            var network = DrawPieces.Network(config, out var parameters);
            var on = new CpuBackend();
            var state = network.InitialState(on, Rows, Classes(config));
            var plain = new PlainDraw[Rows];
            for (var r = 0; r < Rows; r++)
            {
                plain[r] = new PlainDraw(config, parameters, classes[r]);
            }

            var rng = new Rng(4);
            for (var t = 0; t < 5; t++)
            {
                var noise = DrawPieces.Noise(rng, Rows * config.Latent);
                on.NextStep();
                network.Draw(on.From(noise, Rows, config.Latent), ref state);
                for (var r = 0; r < Rows; r++)
                {
                    plain[r].Draw(DrawPieces.Doubles(noise.AsSpan(r * config.Latent, config.Latent)));
                    var drawn = DrawPieces.Doubles(state.Canvas.Row(r));
                    Assert.That(drawn, Is.EqualTo(plain[r].Canvas).Within(1e-4));
                }
            }
        }

        // Oracle: the closed form, KL(N(0, 1) | N(0, 1)) = 0.
        [TestCase(false)]
        [TestCase(true)]
        public void Costs_nothing_where_the_image_tells_nothing(bool learnedPrior)
        {
            var config = DrawPieces.Config("plain");
            config.LearnedPrior = learnedPrior;
            var network = DrawPieces.Network(config, out var parameters);
            Silence(parameters, "latent.weight", 0, 2 * config.Latent);
            Silence(parameters, "latent.bias", 0, 2 * config.Latent);
            Silence(parameters, "heads.weight", 4 + 10, config.HeadValues - 14);
            Silence(parameters, "heads.bias", 4 + 10, config.HeadValues - 14);
            var on = new CpuBackend();
            var state = network.InitialState(on, 1);
            var image = on.From(DrawPieces.Images(config, new Rng(1), 1), 1, config.Values);
            var noise = on.From(DrawPieces.Noise(new Rng(2), config.Latent), 1, config.Latent);
            var drawn = network.InitialState(on, 1);
            Assert.That(network.Step(image, noise, ref state).Row(0)[0], Is.EqualTo(0));

            // And then training and drawing are the same.
            network.Draw(noise, ref drawn);
            Assert.That(state.Canvas.Row(0).ToArray(), Is.EqualTo(drawn.Canvas.Row(0).ToArray()));
        }

        [Test]
        public void The_first_canvas_is_the_learned_one()
        {
            var config = DrawPieces.Config("plain");
            var network = DrawPieces.Network(config, out var parameters);
            var state = network.InitialState(new CpuBackend(), 2);
            var canvas = Plain.Named(parameters, "initial.canvas");
            Assert.That(state.Canvas.Row(1).ToArray(), Is.EqualTo(canvas.Row(0).ToArray()));
            var expected = Array.ConvertAll(canvas.Row(0).ToArray(), x => Plain.Sigmoid(x));
            Assert.That(DrawPieces.Doubles(network.Paint(state).Row(1)), Is.EqualTo(expected).Within(1e-6));
        }

        // Oracle: a palette of two colours is a Bernoulli whose logit is the difference of theirs.
        [Test]
        public void Two_colours_cost_what_a_bit_costs()
        {
            var config = DrawPieces.Config("palette");
            config.Colours = 2;
            var network = DrawPieces.Network(config, out _);
            var on = new CpuBackend();
            var state = network.InitialState(on, 1);
            network.Draw(on.From(DrawPieces.Noise(new Rng(1), config.Latent), 1, config.Latent), ref state);
            var image = DrawPieces.Images(config, new Rng(2), 1);
            var expected = 0.0;
            var canvas = state.Canvas.Row(0);
            for (var y = 0; y < config.Height; y++)
            {
                for (var x = 0; x < config.Width; x++)
                {
                    var at = y * 2 * config.Width + x;
                    var other = at + config.Width;
                    var sign = image[at] == 1 ? 1 : -1;
                    expected += Math.Log(1 + Math.Exp(-sign * ((double)canvas[at] - canvas[other])));
                }
            }

            var loss = network.Reconstruction(on.From(image, 1, config.Values), state);
            Assert.That(loss.Row(0)[0], Is.EqualTo(expected).Within(1e-5 * expected));
        }

        [Test]
        public void A_batch_equals_each_row_alone(
            [ValueSource(typeof(DrawPieces), nameof(DrawPieces.Kinds))] string kind)
        {
            var config = DrawPieces.Config(kind);
            var network = DrawPieces.Network(config, out _);
            var images = DrawPieces.Images(config, new Rng(5), Rows);
            var size = config.Steps * config.Latent;
            var noise = DrawPieces.Noise(new Rng(6), Rows * size);
            foreach (var width in Widths.All)
            {
                var on = new CpuBackend((Width)width);
                var loss = network.Loss(
                    on.From(images, Rows, config.Values), on.From(noise, Rows, size), Classes(config));
                var alone = new CpuBackend(Width.Scalar);
                for (var r = 0; r < Rows; r++)
                {
                    var one = network.Loss(
                        alone.From(images.AsSpan(r * config.Values, config.Values), 1, config.Values),
                        alone.From(noise.AsSpan(r * size, size), 1, size),
                        config.Classes > 0 ? classes.AsMemory(r, 1) : default);
                    Assert.That(Plain.Bits(loss.Row(r)), Is.EqualTo(Plain.Bits(one.Row(0))));
                }
            }
        }

        [Test]
        public void Asks_for_a_class_where_there_are_some()
        {
            var on = new CpuBackend();
            var plain = DrawPieces.Network(DrawPieces.Config("plain"), out _);
            Assert.That(() => plain.InitialState(on, 1, new[] { 0 }), Throws.ArgumentException);
            var classified = DrawPieces.Network(DrawPieces.Config("classes"), out _);
            Assert.That(
                () => classified.InitialState(on, 2, new[] { 0 }),
                Throws.ArgumentException.With.Message.Contains("3 classes"));
        }

        private static ReadOnlyMemory<int> Classes(DrawConfig config)
        {
            return config.Classes > 0 ? classes : default(ReadOnlyMemory<int>);
        }

        private static void Silence(ParameterSet parameters, string name, int start, int count)
        {
            Plain.Named(parameters, name).Fill(0, start, count);
        }
    }
}
