#nullable enable
using System.IO;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class MusicModelTests
    {
        [Test]
        public void A_model_is_read_as_it_was_written(
            [Values("score", "performance")] string codec,
            [ValueSource(typeof(SequenceConfig), nameof(SequenceConfig.Cells))] string cell)
        {
            var config = new SequenceConfig { Cell = cell, Size = 12, Layers = 3, Dropout = 0.2f };
            var model = MusicModel.Create(NoteCodec.ByName(codec), config, 5);
            var read = MusicModel.Load(BytesOf(model.ToCheckpoint()));

            Assert.That(read.Codec.Name, Is.EqualTo(codec));
            Assert.That(read.Network.Config.Cell, Is.EqualTo(cell));
            Assert.That(read.Network.Config.Dropout, Is.EqualTo(0.2f));
            Assert.That(read.Parameters.Count, Is.EqualTo(model.Parameters.Count));
            for (var i = 0; i < model.Parameters.Count; i++)
            {
                var (copy, original) = (read.Parameters[i], model.Parameters[i]);
                for (var row = 0; row < original.Inputs; row++)
                {
                    Assert.That(copy.Row(row).ToArray(), Is.EqualTo(original.Row(row).ToArray()));
                }
            }
        }

        [TestCase("{}", "no codec")]
        [TestCase("{\"codec\":\"score\"}", "no network")]
        [TestCase("{\"codec\":\"jazz\",\"network\":{}}", "'jazz'")]
        [TestCase("{\"codec\":\"score\",\"mood\":\"blue\"}", "'mood'")]
        [TestCase("[]", "config")]
        [TestCase("not JSON", "config")]
        [TestCase("{\"codec\":\"score\",\"network\":{\"cell\":\"brain\"}}", "'brain'")]
        [TestCase("{\"codec\":\"score\",\"network\":{\"size\":0}}", "0")]
        [TestCase("{\"codec\":\"score\",\"network\":{\"size\":99999999999}}", "99999999999")]
        public void A_config_that_does_not_fit_is_refused_with_what_was_found(string json, string found)
        {
            var config = new SequenceConfig { Size = 12, Layers = 1 };
            var checkpoint = MusicModel.Create(NoteCodec.ByName("score"), config, 1).ToCheckpoint();
            checkpoint.Metadata["config"] = json;

            Assert.That(() => MusicModel.From(checkpoint), Throws.TypeOf<ModelFormatException>()
                .With.Message.Contains(found));
        }

        [TestCase(3, 655, 12, 1, "655")]
        [TestCase(655, 655, 2147483647, 1, "1 to 8192, but was 2147483647")]
        [TestCase(655, 655, 8193, 1, "1 to 8192, but was 8193")]
        [TestCase(655, 655, 8192, 1, "layers.0.weight_ih")]
        [TestCase(655, 655, 12, 64, "layers.1.weight_ih")]
        [TestCase(655, 655, 12, 65, "65")]
        public void Sizes_that_the_weights_do_not_have_are_refused(
            int inputs, int outputs, int size, int layers, string found)
        {
            A_config_that_does_not_fit_is_refused_with_what_was_found(
                "{\"codec\":\"score\",\"network\":{\"cell\":\"lstm\",\"dropout\":0,\"inputs\":" + inputs
                + ",\"outputs\":" + outputs + ",\"size\":" + size + ",\"layers\":" + layers + "}}", found);
        }

        [Test]
        public void A_checkpoint_without_config_is_no_music_model()
        {
            Assert.That(() => MusicModel.From(new Checkpoint()), Throws.TypeOf<ModelFormatException>());
        }

        [Test]
        public void A_file_that_is_no_model_is_named()
        {
            var path = Path.GetTempFileName();
            File.WriteAllText(path, "MThd");
            try
            {
                Assert.That(() => MusicModel.Load(path), Throws.TypeOf<ModelFormatException>()
                    .With.Message.Contains(path));
            }
            finally
            {
                File.Delete(path);
            }
        }

        private static byte[] BytesOf(Checkpoint checkpoint)
        {
            using var stream = new MemoryStream();
            checkpoint.Write(stream);
            return stream.ToArray();
        }
    }
}
