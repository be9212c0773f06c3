using System;
using System.Collections.Generic;
using System.IO;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class DrawModelTests
    {
        [Test]
        public void Travels_in_a_checkpoint(
            [ValueSource(typeof(DrawPieces), nameof(DrawPieces.Kinds))] string kind)
        {
            var model = DrawModel.Create(DrawPieces.Config(kind), 5);
            var stream = new MemoryStream();
            model.ToCheckpoint().Write(stream);
            var copy = DrawModel.From(Checkpoint.Read(stream.ToArray()));

            var again = new MemoryStream();
            copy.ToCheckpoint().Write(again);
            Assert.That(again.ToArray(), Is.EqualTo(stream.ToArray()));
            foreach (var property in typeof(DrawConfig).GetProperties())
            {
                Assert.That(
                    property.GetValue(copy.Network.Config),
                    Is.EqualTo(property.GetValue(model.Network.Config)),
                    property.Name);
            }
        }

        [Test]
        public void The_config_reads_as_documented()
        {
            var model = DrawModel.Create(DrawPieces.Config("everything"), 5);
            Assert.That(model.ToCheckpoint().Metadata["config"], Is.EqualTo(
                "{\"draw\":{\"width\":7,\"height\":6,\"output\":\"palette\",\"colours\":4,\"steps\":3,"
                + "\"size\":9,\"latent\":4,\"read\":3,\"write\":2,\"classes\":3,"
                + "\"options\":[\"learned-prior\",\"canvas-feedback\"]}}"));
        }

        [Test]
        public void Colours_and_names_of_classes_travel_too()
        {
            var config = DrawPieces.Config("everything");
            config.Palette = new uint[] { 0, 0xFF0000FF, 0x00FF0080, 0x12345678 };
            config.ClassNames = new[] { "cat", "dog", "\"" };
            var checkpoint = DrawModel.Create(config, 5).ToCheckpoint();
            Assert.That(checkpoint.Metadata["config"], Does.EndWith(
                ",\"palette\":[\"00000000\",\"ff0000ff\",\"00ff0080\",\"12345678\"],"
                + "\"names\":[\"cat\",\"dog\",\"\\\"\"]}}"));
            var read = DrawModel.From(checkpoint).Network.Config;
            Assert.That(read.Palette, Is.EqualTo(config.Palette));
            Assert.That(read.ClassNames, Is.EqualTo(config.ClassNames));
            Assert.That(read.WithSteps(9).ClassNames, Is.EqualTo(config.ClassNames));
            Assert.That((read.WithSteps(9).Steps, read.Steps), Is.EqualTo((9, 3)));
        }

        [TestCase("\"palette\":[\"ff0000ff\"]", "a colour for each")]
        [TestCase("\"palette\":[\"red\"]", "'red'")]
        [TestCase("\"palette\":[\"-f0000ff\"]", "'-f0000ff'")]
        [TestCase("\"palette\":[7]", "")]
        [TestCase("\"names\":[\"cat\"]", "a name for each")]
        public void Refuses_colours_and_names_that_do_not_fit(string member, string part)
        {
            var checkpoint = DrawModel.Create(DrawPieces.Config("everything"), 5).ToCheckpoint();
            checkpoint.Metadata["config"] = checkpoint.Metadata["config"].Replace("\"steps\"", member + ",\"steps\"");
            Assert.That(
                () => DrawModel.From(checkpoint),
                Throws.InstanceOf<ModelFormatException>().With.Message.Contains(part));
        }

        [TestCase("width", 0, "pixels wide")]
        [TestCase("height", 1025, "pixels wide")]
        [TestCase("colours", 3, "colours")]
        [TestCase("steps", 0, "Steps")]
        [TestCase("size", -1, "Steps")]
        [TestCase("latent", 65537, "Steps")]
        [TestCase("read", 1, "filters")]
        [TestCase("write", 1025, "filters")]
        [TestCase("classes", -1, "classes")]
        [TestCase("width", 8, "'initial.canvas'")]
        [TestCase("read", 4, "'encoder.weight_ih'")]
        [TestCase("latent", 8000, "'latent.weight'")]
        [TestCase("write", 1000, "'heads.weight'")]
        [TestCase("classes", 8000, "'classes.weight'")]
        [TestCase("depth", 1, "'depth'")]
        public void Refuses_a_config_that_is_none_or_does_not_fit(string name, int value, string part)
        {
            var checkpoint = DrawModel.Create(DrawPieces.Config("plain"), 5).ToCheckpoint();
            var json = checkpoint.Metadata["config"];
            checkpoint.Metadata["config"] = json.Replace("{\"draw\":{", $"{{\"draw\":{{\"{name}\":{value},")
                .Replace(Member(json, name), "");
            Assert.That(
                () => DrawModel.From(checkpoint),
                Throws.InstanceOf<ModelFormatException>().With.Message.Contains(part));
        }

        [TestCase(-1, "Steps")]
        [TestCase(65537, "Steps")]
        [TestCase(13, "'encoder.weight_ih'")]
        public void Refuses_an_encoder_that_does_not_fit(int units, string part)
        {
            var checkpoint = DrawModel.Create(DrawPieces.Config("large encoder"), 5).ToCheckpoint();
            var json = checkpoint.Metadata["config"];
            checkpoint.Metadata["config"] = json.Replace("\"encoder\":14", $"\"encoder\":{units}");
            Assert.That(
                () => DrawModel.From(checkpoint),
                Throws.InstanceOf<ModelFormatException>().With.Message.Contains(part));
        }

        [TestCase(8192, 1, "decoder.weight_hh")]
        [TestCase(1, 8192, "encoder.weight_hh")]
        public void Takes_no_memory_for_sizes_that_a_file_only_claims(int size, int encoder, string named)
        {
            var claims = new DrawConfig { Width = 1, Height = 1, Read = 0, Write = 0, Latent = 1, Steps = 1 };
            (claims.Size, claims.EncoderSize) = (size, encoder);
            var checkpoint = new Checkpoint();
            checkpoint.Metadata["config"] = DrawConfigText.Write(claims);
            checkpoint.Add("initial.canvas", new float[1], 1);
            var shape = new[] { 4 * encoder, 2 + size };
            checkpoint.Add("encoder.weight_ih", new float[shape[0] * shape[1]], shape);
            checkpoint.Add("encoder.weight_hh", new float[4], 4, 1);
            checkpoint.Add("decoder.weight_hh", new float[4], 4, 1);
            Assert.That(
                () => DrawModel.From(checkpoint),
                Throws.InstanceOf<ModelFormatException>().With.Message.Contains($"'{named}' must have shape"));
        }

        [TestCase("{}")]
        [TestCase("{\"music\":{}}")]
        [TestCase("{\"draw\":{}}")]
        [TestCase("{\"draw\":{\"options\":[\"magic\"]}}")]
        [TestCase("{\"draw\":{\"width\":1.5}}")]
        public void Refuses_what_is_no_config(string json)
        {
            var checkpoint = DrawModel.Create(DrawPieces.Config("plain"), 5).ToCheckpoint();
            checkpoint.Metadata["config"] = json;
            Assert.That(() => DrawModel.From(checkpoint), Throws.InstanceOf<ModelFormatException>());
            checkpoint.Metadata.Remove("config");
            Assert.That(() => DrawModel.From(checkpoint), Throws.InstanceOf<ModelFormatException>());
        }

        // Oracle: the model before.
        [TestCase("plain", 0, 0)]
        [TestCase("reads all", 0, 0)]
        [TestCase("palette", 0, 0)]
        [TestCase("learned prior", 0, 0)]
        [TestCase("classes", 0, 0)]
        [TestCase("plain", 2, 0)]
        [TestCase("writes all", 2, 0)]
        [TestCase("rgb", 4, 0)]
        [TestCase("wraps", 2, 0)]
        [TestCase("everything", 2, 0)]
        [TestCase("no attention", 0, 1)]
        [TestCase("learned prior", 0, 7)]
        [TestCase("large encoder", 2, 30)]
        [TestCase("small encoder", 0, 4)]
        [TestCase("everything", 2, 5)]
        public void Costs_and_paints_the_same_when_it_begins_to_see_more(string kind, int more, int units)
        {
            var before = DrawModel.Create(DrawPieces.Config(kind), 5);
            Plain.Scatter(before.Parameters, 2);
            var read = before.Network.Config.Read + more;
            units += before.Network.Config.EncoderUnits;
            var after = before.WithSight(read, true, units);
            var sight = after.Network.Config;
            Assert.That((sight.Read, sight.CanvasFeedback, sight.EncoderUnits), Is.EqualTo((read, true, units)));
            Assert.That(Painted(after), Is.EqualTo(Painted(before)).Within(2e-6));
            Assert.That(Costs(after), Is.EqualTo(Costs(before)).Within(1e-3).Percent);
            Assert.That(after.WithSight(read, false, units), Is.SameAs(after));
        }

        [Test]
        public void A_glimpse_alone_becomes_wider_and_sees_what_is_new()
        {
            var before = DrawModel.Create(DrawPieces.Config("plain"), 5);
            Plain.Scatter(before.Parameters, 2);
            var after = before.WithSight(5, false, 0);
            Assert.That(after.Network.Config.CanvasFeedback, Is.False);
            Assert.That(Costs(after), Is.EqualTo(Costs(before)).Within(1e-3).Percent);

            // The corner of the glimpse is new.
            after.Parameters[0].Row(0).Fill(1);
            after.Parameters[0].Changed();
            Assert.That(Costs(after)[0], Is.Not.EqualTo(Costs(before)[0]).Within(0.01).Percent);
        }

        [TestCase("plain", 2)]
        [TestCase("plain", 4)]
        [TestCase("plain", 1025)]
        [TestCase("plain", 0)]
        [TestCase("reads all", 2)]
        public void Refuses_a_glimpse_that_it_cannot_grow_to(string kind, int read)
        {
            var model = DrawModel.Create(DrawPieces.Config(kind), 5);
            Assert.That(
                () => model.WithSight(read, true, 0), Throws.ArgumentException.With.Message.Contains($"{read}"));
        }

        [Test]
        public void New_units_of_the_encoder_have_weights_of_chance_and_are_heard_once_some_are_not_0()
        {
            var before = DrawModel.Create(DrawPieces.Config("large encoder"), 5);
            Plain.Scatter(before.Parameters, 2);
            var after = before.WithSight(3, false, 16);
            var latent = Plain.Named(after.Parameters, "latent.weight");
            Assert.That(latent.Inputs, Is.EqualTo(16));
            latent.Row(15).Fill(1);
            latent.Changed();
            Assert.That(Costs(after)[0], Is.Not.EqualTo(Costs(before)[0]).Within(0.01).Percent);

            // Units 14 and 15 of each gate are new, and hear what there is to see.
            var weights = Plain.Named(after.Parameters, "encoder.weight_ih").Row(2).ToArray();
            foreach (var unit in new[] { 14, 15, 30, 31, 46, 47, 62, 63 })
            {
                Assert.That(weights[unit], Is.Not.Zero.And.InRange(-0.2, 0.2));
            }
        }

        [TestCase(13)]
        [TestCase(0)]
        [TestCase(-1)]
        [TestCase(Parameter.MostUnits + 1)]
        public void Refuses_an_encoder_that_it_cannot_grow_to(int units)
        {
            var model = DrawModel.Create(DrawPieces.Config("large encoder"), 5);
            Assert.That(
                () => model.WithSight(3, false, units),
                Throws.ArgumentException.With.Message.Contains(units == 0 ? "9" : $"{units}"));
        }

        [Test]
        public void Refuses_an_output_that_there_is_not()
        {
            var config = DrawPieces.Config("plain");
            config.Output = "cmyk";
            Assert.That(
                () => DrawModel.Create(config, 1),
                Throws.ArgumentException.With.Message.Contains("'cmyk'"));
        }

        [Test]
        public void A_blueprint_that_changes_later_changes_no_model()
        {
            var config = DrawPieces.Config("plain");
            var (width, size) = (config.Width, config.Size);
            var model = DrawModel.Create(config, 1);
            (config.Width, config.Height, config.Size) = (config.Height, config.Width, 512);
            config.LearnedPrior = !config.LearnedPrior;
            var loaded = DrawModel.From(model.ToCheckpoint()).Network.Config;
            Assert.That((loaded.Width, loaded.Size), Is.EqualTo((width, size)));
            Assert.That(loaded.LearnedPrior, Is.Not.EqualTo(config.LearnedPrior));
            Assert.That(config.WithSteps(2).Palette, Is.Not.SameAs(config.Palette));
        }

        [Test]
        public void A_frame_of_a_video_can_be_a_picture()
        {
            var video = VideoModel.Create(new VideoConfig { Frame = DrawPieces.Config("plain"), Time = 3 }, 1);
            var painter = new Painter(DrawModel.Create(video.Network.Frames.Config, 1), 1);
            Assert.That(painter.TryNext());
        }

        [Test]
        public void Refuses_lists_that_are_null_and_sizes_that_no_file_holds()
        {
            Assert.That(Wrong(new DrawConfig { Palette = null }), Does.Contain("null"));
            Assert.That(Wrong(new DrawConfig { ClassNames = null }), Does.Contain("null"));
            var names = new[] { "cat", null };
            Assert.That(Wrong(new DrawConfig { Classes = 2, ClassNames = names }), Does.Contain("null"));
            Assert.That(Wrong(new DrawConfig { Width = 1024, Height = 1024, Read = 0 }), Does.Contain("weights"));
            Assert.That(Wrong(new DrawConfig { Width = 600, Height = 600, Read = 0 }), Does.Contain("737542144"));

            static string Wrong(DrawConfig config)
            {
                return Assert.Throws<ArgumentException>(() => DrawModel.Create(config, 1)).Message;
            }
        }

        [TestCase(0, 0)]
        [TestCase(-1, 1)]
        [TestCase(2, 9)]
        public void A_loss_is_of_steps_that_there_are(int first, int end)
        {
            var config = DrawPieces.Config("plain");
            var network = DrawNetwork.Create(config, new ParameterSet(1));
            var on = new CpuBackend();
            var (image, noise) = (on.New(1, config.Values), on.New(1, config.Steps * config.Latent));
            var state = network.InitialState(on, 1);
            Assert.That(
                () => network.Loss(image, noise, first, end, ref state),
                Throws.InstanceOf<ArgumentOutOfRangeException>());
        }

        [Test]
        public void Parameters_have_the_names_that_files_have()
        {
            var parameters = DrawModel.Create(DrawPieces.Config("everything"), 1).Parameters;
            var names = new List<string>();
            for (var i = 0; i < parameters.Count; i++)
            {
                names.Add(parameters[i].Name);
            }

            Assert.That(names, Is.EqualTo(new[]
            {
                "encoder.weight_ih", "encoder.weight_hh", "encoder.bias",
                "decoder.weight_ih", "decoder.weight_hh", "decoder.bias",
                "latent.weight", "latent.bias", "heads.weight", "heads.bias", "classes.weight",
                "initial.canvas", "initial.encoder_hidden", "initial.encoder_cell",
                "initial.decoder_hidden", "initial.decoder_cell",
            }));
        }

        private static float[] Costs(DrawModel model)
        {
            var config = model.Network.Config;
            var rng = new Rng(8);
            var on = new CpuBackend();
            var images = on.From(DrawPieces.Images(config, rng, 2), 2, config.Values);
            var noise = on.From(
                DrawPieces.Noise(rng, 2 * config.Steps * config.Latent), 2, config.Steps * config.Latent);
            var classes = config.Classes > 0 ? new[] { 1, 2 } : System.Array.Empty<int>();
            var loss = model.Network.Loss(images, noise, classes);
            return new[] { loss.Row(0)[0], loss.Row(1)[0] };
        }

        private static float[] Painted(DrawModel model)
        {
            var config = model.Network.Config;
            var rng = new Rng(7);
            var on = new CpuBackend();
            var classes = config.Classes > 0 ? new[] { 1, 2 } : System.Array.Empty<int>();
            var state = model.Network.InitialState(on, 2, classes);
            for (var step = 0; step < config.Steps; step++)
            {
                var noise = DrawPieces.Noise(rng, 2 * config.Latent);
                model.Network.Draw(on.From(noise, 2, config.Latent), ref state);
            }

            var painted = model.Network.Paint(state);
            var all = new List<float>(painted.Row(0).ToArray());
            all.AddRange(painted.Row(1).ToArray());
            return all.ToArray();
        }

        private static string Member(string json, string name)
        {
            var start = json.IndexOf($"\"{name}\":", System.StringComparison.Ordinal);
            return start < 0 ? " " : json.Substring(start, json.IndexOf(',', start) + 1 - start);
        }
    }
}
