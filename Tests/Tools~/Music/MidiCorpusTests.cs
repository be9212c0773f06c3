using NUnit.Framework;

namespace RnnGen.Tools.Tests.Music;

/// <summary>Oracle: files that other programs wrote, which must come back to the byte.</summary>
public sealed class MidiCorpusTests
{
    [TestCase("freedoom_music", 112, 446_669)]
    [TestCase("groove/train", 897, 358_290)]
    [TestCase("js_fakes", 500, 105_624)]
    [TestCase("mutopia_keyboard", 288, 230_920)]
    [TestCase("nottingham_midi/train", 584, 201_700)]
    [TestCase("pop909/train", 728, 0)]
    public void Reads_a_corpus_without_errors_and_writes_it_back(string corpus, int count, int notes)
    {
        var files = Directory.GetFiles(Needs.Corpus(corpus), "*.mid", SearchOption.AllDirectories);
        Assert.That(files, Has.Length.EqualTo(count));
        var found = 0;
        foreach (var path in files)
        {
            var bytes = File.ReadAllBytes(path);
            var file = MidiFile.Read(bytes);
            var errors = file.Diagnostics.Where(diagnostic => diagnostic.Severity == MidiSeverity.Error);
            Assert.That(errors, Is.Empty, path);
            Assert.That(file.Write().AsSpan().SequenceEqual(bytes), path);
            found += NoteSequence.FromMidi(file).Notes.Count;
        }

        Assert.That(found, notes == 0 ? Is.Positive : Is.EqualTo(notes), "notes as others counted them");
    }

    /// <summary>The files are the cases of Tests/Runtime, where each is checked in detail.</summary>
    [Test]
    public void Reads_every_malformed_file_but_those_that_are_not_MIDI()
    {
        var files = Directory.GetFiles(Needs.Corpus("smf_malformed"), "*.mid");
        var refused = new List<string>();
        foreach (var path in files.Order(StringComparer.Ordinal))
        {
            var bytes = File.ReadAllBytes(path);
            try
            {
                Assert.That(MidiFile.Read(bytes).Write(), Is.EqualTo(bytes), path);
            }
            catch (NotMidiException)
            {
                refused.Add(Path.GetFileName(path)[..2]);
            }
        }

        Assert.That(files, Has.Length.EqualTo(63));
        Assert.That(refused, Is.EqualTo(new[] { "52", "53", "54" }));
    }
}
