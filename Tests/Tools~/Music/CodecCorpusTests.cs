using NUnit.Framework;

namespace RnnGen.Tools.Tests.Music;

/// <summary>Writes and reads whole corpora of real files.</summary>
public sealed class CodecCorpusTests
{
    // Notes are lost only where two of one part and pitch begin at once: 2.6 % of the game music, whose
    // composers double a guitar by another, and less than 1 % of the rest.
    [TestCase("freedoom_music", "score", 0.97)]
    [TestCase("groove", "score", 0.99)]
    [TestCase("mutopia_keyboard", "score", 0.99)]
    [TestCase("mutopia_keyboard", "performance", 0.99)]
    public void Real_pieces_follow_the_grammar_and_keep_their_notes(string corpus, string name, double share)
    {
        var codec = NoteCodec.ByName(name);
        var (tokens, notes, kept) = (0L, 0L, 0L);
        var files = Directory.GetFiles(Needs.Corpus(corpus), "*.mid", SearchOption.AllDirectories);
        foreach (var file in files)
        {
            var piece = NoteSequence.FromMidi(MidiFile.Load(file));
            var written = codec.Encode(piece);
            var reader = codec.NewReader();
            foreach (var token in written)
            {
                if (!reader.Allows(token))
                {
                    Assert.Fail($"{file}: {codec.Describe(token)} is not allowed where it stands.");
                }

                reader.Accept(token);
                while (reader.TryTake(out _))
                {
                }
            }

            var read = codec.Decode(written);
            tokens += written.Length;
            notes += piece.Notes.Count;
            kept += read.Notes.Count;
            if (!codec.Encode(read).SequenceEqual(written))
            {
                Assert.Fail($"{file} is not written again the same.");
            }
        }

        TestContext.Out.WriteLine(
            $"{corpus} as {name}: {files.Length} files, {tokens} tokens, {tokens / (double)kept:F3} a note, "
            + $"{kept / (double)notes:P2} of {notes} notes kept");
        Assert.That(kept / (double)notes, Is.GreaterThan(share));
    }
}
