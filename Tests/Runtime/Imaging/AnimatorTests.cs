using System;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class AnimatorTests
    {
        private static readonly VideoModel model = Model();

        // Oracle: the network, stepped by hand with the numbers of the same seed, and told a class at each frame; the
        // first frame is white where it looks.
        [Test]
        public void Paints_what_the_network_says([Values(0, 3)] int classes, [Values] bool wraps, [Values] bool looks)
        {
            var network = Model(classes, wraps).Network;
            var animator = new Animator(Model(classes, wraps));
            var config = network.Config.Frame;
            var rng = new Rng(4);
            var on = new CpuBackend();
            var told = new int[Math.Min(classes, 1)];
            var state = default(VideoState);
            var shown = new Picture(config.Width, config.Height);
            var white = new Picture(config.Width, config.Height);
            white.Pixels.AsSpan().Fill(byte.MaxValue);
            var seen = new float[config.Values];
            seen.AsSpan().Fill(1);
            for (var n = 0; n < 4; n++)
            {
                animator.Class = n < classes ? n : (int?)null;
                told.AsSpan().Fill(n);
                if (n > 0)
                {
                    on.NextStep();
                    network.NextFrame(ref state);
                    animator.NextFrame();
                }
                else
                {
                    state = network.InitialState(on, 1, told);
                    animator.Reset(4);
                }

                if (looks && n == 0)
                {
                    animator.Look(white);
                }

                for (var t = 0; t < config.Steps; t++)
                {
                    var noise = on.From(DrawPieces.Noise(rng, config.Latent), 1, config.Latent);
                    if (looks && n == 0)
                    {
                        network.Step(on.From(seen, 1, seen.Length), noise, ref state);
                    }
                    else
                    {
                        network.Draw(noise, ref state);
                        Assert.That(animator.TryNext());
                    }
                }

                Assert.That(animator.TryNext(), Is.False);
                Assert.That((animator.Frame, animator.Step), Is.EqualTo((n, config.Steps)));
                animator.Show(shown);
                var values = network.Frames.Paint(state.Frame).Row(0);
                for (var i = 0; i < values.Length; i++)
                {
                    Assert.That(shown.Pixels[i * Picture.Channels], Is.EqualTo((byte)(values[i] * 255 + 0.5f)));
                }
            }
        }

        [Test]
        public void A_seed_is_a_video_and_a_frame_left_early_is_finished()
        {
            var first = Show(new Animator(model, 7), 5);
            var animator = new Animator(model, 3);
            animator.TryNext();
            animator.Reset(7);
            animator.TryNext();
            animator.NextFrame();
            for (var n = 1; n < 4; n++)
            {
                animator.NextFrame();
            }

            Assert.That(Show(animator, 1), Is.EqualTo(first));
            Assert.That(Show(new Animator(model, 8), 5), Is.Not.EqualTo(first));
        }

        [Test]
        public void What_it_saw_decides_how_it_goes_on()
        {
            var animator = new Animator(model, 1);
            var white = new Picture(model.Network.Config.Frame.Width, model.Network.Config.Frame.Height);
            Array.Fill(white.Pixels, byte.MaxValue);
            animator.Look(white);
            Assert.That((animator.Frame, animator.Step), Is.EqualTo((0, model.Network.Config.Frame.Steps)));
            animator.Look(white);
            Assert.That(animator.Frame, Is.EqualTo(1));
            animator.NextFrame();
            Assert.That(Show(animator, 1), Is.Not.EqualTo(Show(new Animator(model, 1), 3)));
            Assert.That(() => animator.Look(new Picture(2, 2)), Throws.ArgumentException);
        }

        [Test]
        public void Without_chance_all_seeds_paint_alike()
        {
            var one = Show(new Animator(model, 1) { Temperature = 0 }, 3);
            Assert.That(Show(new Animator(model, 2) { Temperature = 0 }, 3), Is.EqualTo(one));
            Assert.That(
                () => new Animator(model).Temperature = float.NaN, Throws.InstanceOf<ArgumentOutOfRangeException>());
        }

#if !RNNGEN_CHECKS // a build with checks makes new tensors, to tell those that no longer live
        [Test]
        public void Strokes_and_frames_leave_no_garbage([Values(0, 3)] int classes)
        {
            var animator = new Animator(Model(classes), 1);
            var picture = new Picture(animator.Width, animator.Height);
            Assert.That(
                Allocations.Of(() =>
                {
                    for (var n = 0; n < 20; n++)
                    {
                        animator.NextFrame();
                        animator.Paint(TimeSpan.FromSeconds(1));
                        animator.Show(picture);
                    }

                    animator.Look(picture);
                }),
                Is.Zero);
        }
#endif

        [Test]
        public void Knows_no_classes_but_those_of_its_model()
        {
            Assert.That(() => new Animator(model).Class = 0, Throws.InstanceOf<ArgumentOutOfRangeException>());
            var animator = new Animator(Model(classes: 3)) { Class = 2 };
            Assert.That(() => animator.Class = 3, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => animator.Class = -1, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(animator.Class, Is.EqualTo(2));
        }

        [Test]
        public void A_model_comes_back_from_its_file([Values(0, 3)] int classes)
        {
            var model = Model(classes);
            var copy = VideoModel.From(model.ToCheckpoint());
            Assert.That(copy.Network.Config.Frame.Classes, Is.EqualTo(classes));
            Assert.That(copy.Network.Config.Time, Is.EqualTo(model.Network.Config.Time));
            Assert.That(copy.Network.Config.Moves);
            Assert.That(Show(new Animator(copy, 5), 3), Is.EqualTo(Show(new Animator(model, 5), 3)));
        }

        [TestCase("{}", "empty")]
        [TestCase("{\"draw\":{}}", "draw")]
        [TestCase("{\"video\":{\"time\":4,\"options\":[\"x\"],\"draw\":{}}}", "moves")]
        [TestCase("{\"video\":{\"time\":4,\"options\":[]}}", "pixels")]
        [TestCase("{\"video\":{\"speed\":4}}", "speed")]
        public void Says_what_is_wrong_with_a_file(string config, string part)
        {
            var checkpoint = model.ToCheckpoint();
            checkpoint.Metadata["config"] = config;
            Assert.That(
                () => VideoModel.From(checkpoint),
                Throws.TypeOf<ModelFormatException>().With.Message.Contains(part));
        }

        [Test]
        public void Takes_no_memory_for_time_whose_weights_from_itself_are_not_there()
        {
            var checkpoint = new Checkpoint();
            foreach (var tensor in Enumerable.Range(0, model.Parameters.Count).Select(i => model.Parameters[i]))
            {
                if (tensor.Name != "time.weight_hh")
                {
                    checkpoint.Add(tensor.Name, model.ToCheckpoint()[tensor.Name].Values, ShapeOf(tensor));
                }
            }

            checkpoint.Metadata["config"] = model.ToCheckpoint().Metadata["config"];
            checkpoint.Add("time.weight_hh", new float[4], 4, 1);
            Assert.That(
                () => VideoModel.From(checkpoint),
                Throws.TypeOf<ModelFormatException>().With.Message.Contains("'time.weight_hh' must have shape"));

            static int[] ShapeOf(Parameter one)
            {
                return one.IsRow ? new[] { one.Outputs } : new[] { one.Outputs, one.Inputs };
            }
        }

        [Test]
        public void Takes_no_memory_for_sizes_that_a_file_only_claims()
        {
            var checkpoint = model.ToCheckpoint();
            checkpoint.Metadata["config"] = checkpoint.Metadata["config"].Replace("\"time\":6", "\"time\":8000");
            Assert.That(
                () => VideoModel.From(checkpoint),
                Throws.TypeOf<ModelFormatException>().With.Message.Contains("must have shape"));
        }

        private static byte[] Show(Animator animator, int frames)
        {
            for (var n = 1; n < frames; n++)
            {
                animator.NextFrame();
            }

            while (animator.TryNext())
            {
            }

            var picture = new Picture(animator.Width, animator.Height);
            animator.Show(picture);
            return picture.Pixels;
        }

        private static VideoModel Model(int classes = 0, bool wraps = false)
        {
            var frame = VideoNetworkTests.Config(isExtended: true);
            frame.Classes = classes;
            frame.Wraps = wraps;
            var config = new VideoConfig { Frame = frame, Time = 6, Moves = true };
            var made = VideoModel.Create(config, 1);
            Plain.Scatter(made.Parameters, 2);
            return made;
        }
    }
}
