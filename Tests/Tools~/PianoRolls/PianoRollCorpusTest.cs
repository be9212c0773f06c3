using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public sealed class PianoRollCorpusTest
{
    [Test]
    public void Notes_become_keys_and_splits_may_be_missing()
    {
        var corpus = Load("""{"valid": [[[60, 21], [], [108]], []], "source": 5}""");

        var song = corpus.Split("valid")[0];
        Assert.That(song.Length, Is.EqualTo(3));
        Assert.That(song[0].ToArray(), Is.EqualTo(new byte[] { 0, 39 }));
        Assert.That(song[1].Length, Is.Zero);
        Assert.That(song[2].ToArray(), Is.EqualTo(new byte[] { 87 }));
        Assert.That(corpus.Split("valid")[1].Length, Is.Zero);
        Assert.That(corpus.Has("train"), Is.False);
        Assert.That(() => corpus.Split("train"), Throws.TypeOf<InvalidDataException>());
    }

    [TestCase("")]
    [TestCase("MThd")]
    [TestCase("[]")]
    [TestCase("""{"valid": 3}""")]
    [TestCase("""{"valid": [[60, 64]]}""")]
    [TestCase("""{"valid": [[["C4"]]]}""")]
    [TestCase("""{"valid": [[[20]]]}""")]
    [TestCase("""{"valid": [[[109]]]}""")]
    [TestCase("""{"valid": [[[60.5]]]}""")]
    [TestCase("""{"valid": [[[99999999999999999999]]]}""")]
    public void What_is_no_corpus_is_refused_with_a_sentence(string json)
    {
        Assert.That(
            () => Load(json), Throws.TypeOf<InvalidDataException>().With.Message.Contains("of the form"));
    }

    // Counts of the files themselves, made by another program when they were collected.
    [TestCase("JSB_Chorales", "train", 229, 13_807, 53_824)]
    [TestCase("JSB_Chorales", "valid", 76, 4_602, 17_811)]
    [TestCase("Nottingham", "train", 694, 176_561, 699_403)]
    [TestCase("Nottingham", "valid", 173, 45_513, 180_192)]
    public void The_benchmark_has_as_many_songs_frames_and_notes_as_published(
        string name, string split, int songs, int frames, int notes)
    {
        var file = Path.Combine(Needs.Corpus("poly_music"), name + ".json");

        var found = PianoRollCorpus.Load(file).Split(split);

        Assert.That(found, Has.Count.EqualTo(songs));
        Assert.That(found.Sum(song => song.Length), Is.EqualTo(frames));
        Assert.That(
            found.Sum(song => Enumerable.Range(0, song.Length).Sum(t => song[t].Length)), Is.EqualTo(notes));
    }

    private static PianoRollCorpus Load(string json)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, json);
            return PianoRollCorpus.Load(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
