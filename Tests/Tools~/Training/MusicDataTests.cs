using NUnit.Framework;
using RnnGen.Tools.Tests.Cli;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>Folders whose content is known as the oracle of reading, splitting and varying.</summary>
public class MusicDataTests
{
    [Test]
    public void Names_decide_the_split_whatever_else_is_in_the_folder()
    {
        using var folder = new TemporaryFolder();
        Pieces.Save(folder.Path, [.. Enumerable.Range(0, 60).Select(i => Pieces.Melody((ulong)i, 20))]);
        var all = MusicData.Read([folder.Path], 0.3, default);
        File.Delete(folder.File("7.mid"));
        var fewer = MusicData.Read([folder.Path], 0.3, default);
        var names = all.Validation.Select(piece => piece.Name).Except(["7.mid"]);
        Assert.That(fewer.Validation.Select(piece => piece.Name), Is.EqualTo(names));
        Assert.That(all.Validation, Has.Count.InRange(8, 30));
        Assert.That(all.Training, Has.Count.EqualTo(60 - all.Validation.Count));
    }

    [Test]
    public void Folders_train_and_valid_decide_the_split_and_test_is_not_read()
    {
        using var folder = new TemporaryFolder();
        Pieces.Save(folder.File("train"), Pieces.Melody(1, 40), Pieces.Melody(2, 40));
        Pieces.Save(folder.File("valid"), Pieces.Melody(1, 40));
        Pieces.Save(folder.File("test"), Pieces.Melody(3, 40));
        var data = MusicData.Read([folder.Path], 0.9, default);
        Assert.That(data.Training.Select(piece => piece.Name), Is.EqualTo(new[] { "0.mid", "1.mid" }));
        Assert.That(data.Validation, Has.Count.EqualTo(1));
    }

    [Test]
    public void What_nearly_repeats_a_training_piece_is_not_validated_with()
    {
        var tune = Pieces.Melody(1, 80);
        var variant = tune.Transpose(3);
        for (var i = 20; i < 30; i++)
        {
            variant.Notes[i] = variant.Notes[i].WithPitch(60);
        }

        var pieces = new[] { tune, variant, variant.Transpose(-5), Pieces.Melody(2, 80) };
        var isValid = new[] { false, true, true, true };
        var duplicates = new NearDuplicates([.. pieces.Select(MelodyGrams.Of)]);
        Assert.That(duplicates.Gather(isValid), Is.EqualTo(2));
        Assert.That(isValid, Is.EqualTo(new[] { false, false, false, true }));
    }

    [Test]
    public void What_is_fixed_stays_and_what_nearly_repeats_it_goes_there()
    {
        var pieces = new[] { 1, 1, 1, 2 }.Select(seed => MelodyGrams.Of(Pieces.Melody((ulong)seed, 80)));
        var duplicates = new NearDuplicates([.. pieces]);
        var isValid = new[] { true, false, false, false };
        Assert.That(duplicates.Gather(isValid, [true, true, false, false]), Is.EqualTo(1));
        Assert.That(isValid, Is.EqualTo(new[] { true, false, true, false }));
    }

    // Five of all grams are too few to compare; if they are a tenth of all, they are enough.
    [TestCase(1, 0)]
    [TestCase(10, 1)]
    public void Where_one_of_several_grams_is_kept_fewer_will_do(int share, int moved)
    {
        ulong[][] grams = [[1, 2, 3, 4, 5], [1, 2, 3, 4, 6], [7, 8, 9, 10, 11]];
        bool[] isValid = [false, true, true];
        Assert.That(new NearDuplicates(grams, share).Gather(isValid), Is.EqualTo(moved));
        Assert.That(isValid, Is.EqualTo(new[] { false, moved == 0, true }));
    }

    [Test]
    public void Twins_of_two_folders_are_on_one_side()
    {
        using var folder = new TemporaryFolder();
        var pieces = Enumerable.Range(0, 30).Select(i => Pieces.Melody((ulong)i, 60)).ToArray();
        Pieces.Save(folder.File("a"), pieces);
        Pieces.Save(folder.File("b"), [.. pieces.Reverse()]);
        var data = MusicData.Read([folder.File("a"), folder.File("b")], 0.3, default);
        var learned = data.Training.Select(Pitches).ToHashSet();
        Assert.That(data.Validation.Select(Pitches).Where(learned.Contains), Is.Empty);
        Assert.That(data.Moved, Is.GreaterThan(0));
        Assert.That(data.Training.Count + data.Validation.Count, Is.EqualTo(60));

        static string Pitches(MusicPiece piece) => string.Join(' ', piece.Notes.Notes.Select(note => note.Pitch));
    }

    [Test]
    public void Each_piece_of_a_file_of_pieces_is_read_and_all_are_on_one_side()
    {
        using var folder = new TemporaryFolder();
        Pieces.Save(folder.Path, [.. Enumerable.Range(0, 8).Select(i => Pieces.Melody((ulong)i, 40))]);
        var patterns = Enumerable.Range(20, 3).Select(i => Pieces.Melody((ulong)i, 40)).Append(new NoteSequence());
        var tracks = patterns.Select(piece => piece.ToMidi().Tracks[^1]).ToArray();
        folder.File("set.mid", new MidiFile(2, new MidiDivision(480), tracks).Write());
        var data = MusicData.Read([folder.Path], 0.3, default);
        int Of(IReadOnlyList<MusicPiece> side) => side.Count(piece => piece.Name == "set.mid");
        Assert.That(new[] { Of(data.Training), Of(data.Validation) }, Is.EquivalentTo(new[] { 0, 3 }));
        Assert.That(data.Skipped, Is.Empty);
    }

    [Test]
    public void Every_way_of_splitting_is_told()
    {
        using var folder = new TemporaryFolder();
        Pieces.Save(folder.File("a/train"), Pieces.Melody(1, 40));
        Pieces.Save(folder.File("a/valid"), Pieces.Melody(2, 40));
        Pieces.Save(folder.File("b"), Pieces.Melody(3, 40), Pieces.Melody(4, 40));
        Assert.That(
            MusicData.Read([folder.File("b"), folder.File("a")], 0.1, default).Split,
            Is.EqualTo("by a hash of the name, 10 % for validation and by the folders train and valid"));
    }

    [Test]
    public void Files_that_cannot_be_read_are_named_and_passed_over()
    {
        using var folder = new TemporaryFolder();
        Pieces.Save(folder.Path, Pieces.Melody(1, 40), Pieces.Melody(2, 40), new NoteSequence(480));
        folder.File("broken.mid", "This is a letter."u8.ToArray());
        folder.File("readme.txt", "No music."u8.ToArray());
        var data = MusicData.Read([folder.Path], 0.1, default);
        Assert.That(
            data.Skipped.Select(skipped => Path.GetFileName(skipped.File)),
            Is.EqualTo(new[] { "2.mid", "broken.mid" }));
        Assert.That(data.Training.Count + data.Validation.Count, Is.EqualTo(2));
    }

    // Oracle: the last note's end has three bytes, of which the last is missing, and a track four more to end it.
    [Test]
    public void Damaged_files_are_used_and_told_of()
    {
        using var folder = new TemporaryFolder();
        Pieces.Save(folder.Path, Pieces.Melody(1, 40), Pieces.Melody(2, 40));
        folder.File("2.mid", Pieces.Melody(3, 40).ToMidi().Write()[..^5]);
        var data = MusicData.Read([folder.Path], 0.1, default);
        Assert.That(data.Training.Count + data.Validation.Count, Is.EqualTo(3));
        List<string> said = [];
        data.SayProblems(said.Add);
        Assert.That(said.Single(), Does.Contain("2.mid' is damaged. Error at byte").And.Contain("The track was ended"));
    }

    [Test]
    public void A_variation_moves_every_note_by_the_same_interval()
    {
        var drum = new Note(0, 10, 38, 90, Note.DrumChannel);
        var piece = Pieces.Melody(1, 50);
        piece.Notes.Insert(0, drum);
        var codec = NoteCodec.ByName("performance");
        var plain = new MusicCorpus(codec, [new MusicPiece("a", piece)]).Read(0, null);
        var corpus = new MusicCorpus(codec, [new MusicPiece("a", piece)], transpose: 4);
        var seen = new HashSet<int>();
        var rng = new Rng(1);
        for (var i = 0; i < 100; i++)
        {
            var moves = corpus.Read(0, rng)
                .Zip(plain, (a, b) => a - b).Where(move => move != 0).Distinct().ToArray();
            Assert.That(moves, Has.Length.LessThanOrEqualTo(1));
            seen.Add(moves.FirstOrDefault());
        }

        Assert.That(seen.Order(), Is.EqualTo(Enumerable.Range(-4, 9)));
    }

    [Test]
    public void A_variation_loses_no_note_at_the_ends_of_the_keyboard()
    {
        var piece = new NoteSequence(480);
        piece.Notes.Add(new Note(0, 100, 1, 80));
        piece.Notes.Add(new Note(0, 100, 126, 80));
        var codec = NoteCodec.ByName("performance");
        var corpus = new MusicCorpus(codec, [new MusicPiece("a", piece)], transpose: 6, stretch: 0.2);
        var rng = new Rng(1);
        for (var i = 0; i < 50; i++)
        {
            Assert.That(codec.Decode(corpus.Read(0, rng)).Notes, Has.Count.EqualTo(2));
        }
    }
}
