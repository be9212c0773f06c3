using System;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class VideoNetworkTests
    {
        private const int Rows = 3;
        private const int Frames = 3;

        // Oracle: DrawNetwork, bit by bit. Without time each frame is an image of its own.
        [Test]
        public void Without_time_frames_are_images(
            [Values(1, 3)] int frames, [Values] bool isExtended, [Values(0, 3)] int classes)
        {
            var config = Config(isExtended);
            config.Classes = classes;
            var labels = classes > 0 ? new[] { 1, 0, classes } : Array.Empty<int>();
            var parameters = new ParameterSet(1);
            var network = VideoNetwork.Create(new VideoConfig { Frame = config }, parameters);
            var plain = new ParameterSet(1);
            var draw = DrawNetwork.Create(config, plain);
            Assert.That(parameters.Count, Is.EqualTo(plain.Count));
            var rng = new Rng(3);
            var clips = DrawPieces.Images(config, rng, Rows * frames);
            var noise = DrawPieces.Noise(rng, Rows * frames * config.Steps * config.Latent);
            var on = new CpuBackend();
            var parts = new FrameCost[frames];
            network.Loss(
                on.From(clips, Rows, frames * config.Values),
                on.From(noise, Rows, frames * config.Steps * config.Latent), frames, labels, parts);
            for (var n = 0; n < frames; n++)
            {
                var divergences = new Tensor[config.Steps];
                var loss = draw.Loss(
                    Frame(on, clips, frames, n, config.Values),
                    Frame(on, noise, frames, n, config.Steps * config.Latent), labels, divergences);
                for (var row = 0; row < Rows; row++)
                {
                    var cost = parts[n].Reconstruction.Row(row)[0] + parts[n].Divergence.Row(row)[0];
                    Assert.That(cost, Is.EqualTo(loss.Row(row)[0]));
                    Assert.That(
                        parts[n].Divergence.Row(row)[0], Is.EqualTo(Sum(divergences, row)));
                }
            }
        }

        // Oracle: the equations, number by number in double precision.
        [Test]
        public void Is_what_its_equations_say([Values] bool isExtended, [Values] bool moves, [Values(0, 2)] int classes)
        {
            var config = new VideoConfig { Frame = Config(isExtended), Time = 5, Moves = moves };
            config.Frame.Classes = classes;
            var labels = classes > 0 ? new[] { 1, 0, classes } : Array.Empty<int>();
            var network = Network(config, out var parameters);
            var (values, noises) = (config.Frame.Values, config.Frame.Steps * config.Frame.Latent);
            var rng = new Rng(3);
            var clips = DrawPieces.Images(config.Frame, rng, Rows * Frames);
            var noise = DrawPieces.Noise(rng, Rows * Frames * noises);
            var on = new CpuBackend();
            var parts = new FrameCost[Frames];
            network.Loss(
                on.From(clips, Rows, Frames * values), on.From(noise, Rows, Frames * noises), Frames, labels, parts);
            for (var row = 0; row < Rows; row++)
            {
                var plain = new PlainVideo(config, parameters, classes > 0 ? labels[row] : -1);
                for (var n = 0; n < Frames; n++)
                {
                    if (n > 0)
                    {
                        plain.NextFrame();
                    }

                    var image = DrawPieces.Doubles(clips.AsSpan((row * Frames + n) * values, values));
                    var divergence = 0.0;
                    for (var t = 0; t < config.Frame.Steps; t++)
                    {
                        var at = (row * Frames + n) * noises + t * config.Frame.Latent;
                        divergence += plain.Frame.Step(
                            image, DrawPieces.Doubles(noise.AsSpan(at, config.Frame.Latent)));
                    }

                    var cost = plain.Frame.Reconstruction(image);
                    Assert.That(parts[n].Divergence.Row(row)[0], Is.EqualTo(divergence).Within(1e-4));
                    Assert.That(parts[n].Reconstruction.Row(row)[0], Is.EqualTo(cost).Within(1e-5 * cost));
                }
            }
        }

        // Oracle: DrawNetwork. Where nothing hears of time, the first frame is an image, and others keep the canvas.
        [Test]
        public void Time_that_nobody_hears_changes_no_first_frame()
        {
            var config = Config(isExtended: false);
            var network = Network(new VideoConfig { Frame = config, Time = 5 }, out var parameters);
            Silence(parameters);
            var plain = new ParameterSet(1);
            var draw = DrawNetwork.Create(config, plain);
            CopyTo(parameters, plain);
            var rng = new Rng(3);
            var clip = DrawPieces.Images(config, rng, Rows);
            var noise = DrawPieces.Noise(rng, Rows * config.Steps * config.Latent);
            var on = new CpuBackend();
            var expected = draw.Loss(
                on.From(clip, Rows, config.Values), on.From(noise, Rows, config.Steps * config.Latent));
            var actual = network.Loss(
                on.From(clip, Rows, config.Values), on.From(noise, Rows, config.Steps * config.Latent), 1);
            for (var row = 0; row < Rows; row++)
            {
                Assert.That(actual.Row(row)[0], Is.EqualTo(expected.Row(row)[0]).Within(1e-5f));
            }
        }

        // Oracle: the definition. The bound is the sum of what frames cost, and each divergence is positive.
        [Test]
        public void A_bound_is_the_sum_of_its_parts()
        {
            var config = new VideoConfig { Frame = Config(isExtended: true), Time = 5, Moves = true };
            var network = Network(config, out _);
            var on = new CpuBackend();
            var rng = new Rng(5);
            var clips = on.From(
                DrawPieces.Images(config.Frame, rng, Rows * Frames), Rows, Frames * config.Frame.Values);
            var columns = Frames * config.Frame.Steps * config.Frame.Latent;
            var noise = on.From(DrawPieces.Noise(rng, Rows * columns), Rows, columns);
            var parts = new FrameCost[Frames];
            var loss = network.Loss(clips, noise, Frames, default, parts);
            for (var row = 0; row < Rows; row++)
            {
                var sum = parts.Sum(part => part.Reconstruction.Row(row)[0] + part.Divergence.Row(row)[0]);
                Assert.That(loss.Row(row)[0], Is.EqualTo(sum).Within(1e-5 * sum));
                Assert.That(parts.Min(part => part.Divergence.Row(row)[0]), Is.GreaterThan(0));
            }
        }

        // Oracle: the network that knows no classes, bit by bit.
        [Test]
        public void Classes_that_weigh_nothing_change_nothing([Values] bool isExtended)
        {
            const int classes = 3;
            var config = new VideoConfig { Frame = Config(isExtended), Time = 5, Moves = true };
            config.Frame.Classes = classes;
            var network = Network(config, out var parameters);
            var without = new VideoConfig { Frame = Config(isExtended), Time = 5, Moves = true };
            var plain = Network(without, out var others);
            for (var i = 0; i < others.Count; i++)
            {
                var (from, to) = (Plain.Named(parameters, others[i].Name), others[i]);
                var told = to.Name == "decoder.weight_ih" ? to.Inputs - config.Time : to.Inputs;
                for (var input = 0; input < to.Inputs; input++)
                {
                    from.Row(input < told ? input : input + DrawNetwork.ClassColumns).CopyTo(to.Row(input));
                }

                to.Changed();
            }

            var heard = Losses(network, new[] { 0, 1, classes });
            Assert.That(Losses(network, new[] { 1, 1, classes })[0], Is.Not.EqualTo(heard[0]));
            Assert.That(Losses(network, new[] { 1, 1, classes })[1], Is.EqualTo(heard[1]));
            var weights = Plain.Named(parameters, "classes.weight");
            for (var input = 0; input < weights.Inputs; input++)
            {
                weights.Row(input).Clear();
            }

            weights.Changed();
            Assert.That(Losses(network, new[] { 0, 1, classes }), Is.EqualTo(Losses(plain, Array.Empty<int>())));
        }

        // Oracle: a shift of rows and columns by hand. What moves in from outside repeats the edge.
        [Test]
        public void A_canvas_that_moves_by_whole_pixels_is_shifted(
            [Values(-2, 0, 1)] int right, [Values(0, 2)] int down)
        {
            var config = new VideoConfig { Frame = Config(isExtended: false), Time = 4, Moves = true };
            var network = Network(config, out var parameters);
            var carry = Plain.Named(parameters, "carry.weight");
            for (var input = 0; input < carry.Inputs; input++)
            {
                carry.Row(input).Clear();
            }

            // Kept whole, and read where it was: filters so sharp that each sees one pixel.
            var bias = Plain.Named(parameters, "carry.bias").Row(0);
            bias[0] = 60;
            bias[1] = -right * 2f / (config.Frame.Width + 1);
            bias[2] = -down * 2f / (config.Frame.Height + 1);
            bias[3] = -9;
            bias[4] = 0;
            carry.Changed();
            Plain.Named(parameters, "carry.bias").Changed();
            var on = new CpuBackend();
            var state = network.InitialState(on, 1);
            network.Draw(on.From(DrawPieces.Noise(new Rng(6), config.Frame.Latent), 1, config.Frame.Latent), ref state);
            var before = state.Frame.Canvas.Row(0).ToArray();
            network.NextFrame(ref state);
            var after = state.Frame.Canvas.Row(0);
            for (var y = 0; y < config.Frame.Height; y++)
            {
                for (var x = 0; x < config.Frame.Width; x++)
                {
                    var fromX = Math.Max(0, Math.Min(config.Frame.Width - 1, x - right));
                    var fromY = Math.Max(0, Math.Min(config.Frame.Height - 1, y - down));
                    Assert.That(
                        after[y * config.Frame.Width + x],
                        Is.EqualTo(before[fromY * config.Frame.Width + fromX]).Within(1e-4));
                }
            }
        }

        [Test]
        public void Says_what_is_wrong_with_a_blueprint()
        {
            Assert.That(Wrong(new VideoConfig { Time = -1 }), Does.Contain("units"));
            Assert.That(Wrong(new VideoConfig { Moves = true }), Does.Contain("moves"));
            Assert.That(Wrong(new VideoConfig { Frame = null }), Does.Contain("has none"));
            var large = new DrawConfig { Width = 1024, Height = 1024, Size = 1, Write = 0 };
            Assert.That(Wrong(new VideoConfig { Time = 8192, Frame = large }), Does.Contain("weights"));
            large = new DrawConfig { Width = 1024, Height = 1024, Size = 1, CanvasFeedback = true };
            Assert.That(Wrong(new VideoConfig { Time = 8192, Frame = large }), Does.Contain("time would have"));
            Assert.That(Wrong(new VideoConfig { Frame = { Classes = -1 } }), Does.Contain("classes"));
            Assert.That(Wrong(new VideoConfig { Frame = { Width = 0 } }), Does.Contain("pixels"));
        }

        internal static DrawConfig Config(bool isExtended)
        {
            var config = DrawPieces.Config("plain");
            config.LearnedPrior = config.CanvasFeedback = isExtended;
            return config;
        }

        internal static VideoNetwork Network(VideoConfig config, out ParameterSet parameters)
        {
            parameters = new ParameterSet(1);
            var network = VideoNetwork.Create(config, parameters);
            Plain.Scatter(parameters, 2);
            return network;
        }

        private static float[] Losses(VideoNetwork network, int[] classes)
        {
            var frame = network.Config.Frame;
            var on = new CpuBackend();
            var rng = new Rng(5);
            var clips = DrawPieces.Images(frame, rng, Rows * Frames);
            var noise = DrawPieces.Noise(rng, Rows * Frames * frame.Steps * frame.Latent);
            var losses = network.Loss(
                on.From(clips, Rows, Frames * frame.Values),
                on.From(noise, Rows, Frames * frame.Steps * frame.Latent), Frames, classes);
            return Enumerable.Range(0, Rows).Select(row => losses.Row(row)[0]).ToArray();
        }

        private static string Wrong(VideoConfig config)
        {
            return Assert.Throws<ArgumentException>(() => VideoNetwork.Create(config, new ParameterSet(1)))!.Message;
        }

        private static Tensor Frame(Backend on, float[] all, int frames, int frame, int columns)
        {
            var part = new float[Rows * columns];
            for (var row = 0; row < Rows; row++)
            {
                all.AsSpan((row * frames + frame) * columns, columns).CopyTo(part.AsSpan(row * columns));
            }

            return on.From(part, Rows, columns);
        }

        private static float Sum(Tensor[] columns, int row)
        {
            var sum = columns[0].Row(row)[0];
            for (var t = 1; t < columns.Length; t++)
            {
                sum += columns[t].Row(row)[0];
            }

            return sum;
        }

        /// <summary>Sets all weights from what time says to 0: the last inputs of LSTMs, and those of heads.</summary>
        private static void Silence(ParameterSet parameters)
        {
            foreach (var name in new[] { "encoder.weight_ih", "decoder.weight_ih", "heads.context" })
            {
                var parameter = Plain.Named(parameters, name);
                var first = name == "heads.context" ? 0 : parameter.Inputs - 5;
                for (var input = first; input < parameter.Inputs; input++)
                {
                    parameter.Row(input).Clear();
                }

                parameter.Changed();
            }
        }

        private static void CopyTo(ParameterSet from, ParameterSet to)
        {
            for (var i = 0; i < to.Count; i++)
            {
                var source = Plain.Named(from, to[i].Name);
                for (var input = 0; input < to[i].Inputs; input++)
                {
                    source.Row(input).CopyTo(to[i].Row(input));
                }

                to[i].Changed();
            }
        }
    }
}
