#nullable enable
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class TextModelTests
    {
        private readonly TextModel model = TextModel.Create(
            new Alphabet("\n \"\\é😀"), new SequenceConfig { Size = 8, Layers = 1, Dropout = 0.25f }, 3);

        [Test]
        public void What_is_saved_is_what_is_loaded()
        {
            var loaded = TextModel.From(model.ToCheckpoint());
            Assert.That(loaded.Alphabet.Characters, Is.EqualTo(model.Alphabet.Characters));
            Assert.That(loaded.Network.Config.Dropout, Is.EqualTo(0.25f));
            var (first, second) = (new Writer(model, seed: 1), new Writer(loaded, seed: 1));
            Assert.That(
                Enumerable.Range(0, 50).Select(_ => first.Next()),
                Is.EqualTo(Enumerable.Range(0, 50).Select(_ => second.Next())));
        }

        [TestCase("{\"codec\":\"score\"}", "'text'")]
        [TestCase("{\"codec\":\"text\",\"alphabet\":\"ba\"}", "rising")]
        [TestCase("{\"codec\":\"text\",\"alphabet\":\"ab\"}", "no network")]
        [TestCase("{\"alphabet\":\"ab\"}", "no codec")]
        [TestCase("{\"codec\":\"text\",\"letters\":\"ab\"}", "'letters'")]
        [TestCase(
            "{\"codec\":\"text\",\"alphabet\":\"ab\",\"network\":"
            + "{\"cell\":\"lstm\",\"inputs\":9,\"outputs\":3,\"size\":8,\"layers\":1}}",
            "3 inputs")]
        [TestCase(
            "{\"codec\":\"text\",\"alphabet\":\"ab\",\"network\":"
            + "{\"cell\":\"lstm\",\"inputs\":3,\"outputs\":3,\"size\":9,\"layers\":1}}",
            "9 rows")]
        [TestCase(
            "{\"codec\":\"text\",\"alphabet\":\"ab\",\"network\":"
            + "{\"cell\":\"lstm\",\"inputs\":3,\"outputs\":3,\"size\":8193,\"layers\":1}}",
            "1 to 8192, but was 8193")]
        [TestCase(
            "{\"codec\":\"text\",\"alphabet\":\"abcdef\",\"network\":"
            + "{\"cell\":\"lstm\",\"inputs\":7,\"outputs\":7,\"size\":4,\"layers\":1}}",
            "4 columns")]
        public void What_is_no_text_model_is_refused(string config, string named)
        {
            var checkpoint = model.ToCheckpoint();
            checkpoint.Metadata["config"] = config;
            Assert.That(
                () => TextModel.From(checkpoint),
                Throws.InstanceOf<ModelFormatException>().With.Message.Contains(named));
        }

        [Test]
        public void A_blueprint_can_be_used_again()
        {
            var config = new SequenceConfig { Size = 8, Layers = 1 };
            var first = TextModel.Create(new Alphabet("ab"), config, 1);
            TextModel.Create(new Alphabet("abcdefgh"), config, 1);
            config.Size = 9;
            Assert.That(TextModel.From(first.ToCheckpoint()).Network.Config.Size, Is.EqualTo(8));
            Assert.That(new Writer(first, seed: 1).Next(), Is.EqualTo('a').Or.EqualTo('b'));
        }

        [Test]
        public void A_model_of_music_is_none_of_text_and_the_reverse()
        {
            var music = MusicModel.Create(NoteCodec.ByName("score"), new SequenceConfig { Size = 8, Layers = 1 }, 3);
            Assert.That(() => TextModel.From(music.ToCheckpoint()), Throws.InstanceOf<ModelFormatException>());
            Assert.That(() => MusicModel.From(model.ToCheckpoint()), Throws.InstanceOf<ModelFormatException>());
        }
    }
}
