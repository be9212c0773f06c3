using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public sealed class MusicEvaluationTest
{
    [TestCase("performance")]
    [TestCase("score")]
    public void Measures_an_untrained_model_as_what_it_is(string codec)
    {
        var report = Run(codec, threads: 1);

        Assert.That((report.Codec, report.Split, report.Pieces), Is.EqualTo((codec, "valid", 3)));
        Assert.That(report.Notes, Is.EqualTo(3 * 80));
        Assert.That(
            report.Model.PerToken * report.Tokens,
            Is.EqualTo(report.Model.PerNote * report.Notes).Within(1e-6));

        // A network that has learned nothing expects all tokens about alike; chains have heard such tunes.
        var uniform = Math.Log(NoteCodec.ByName(codec).TokenCount);
        Assert.That(report.Model.PerToken, Is.EqualTo(uniform).Within(0.3));
        Assert.That(
            report.Markov.Select(chain => chain.Name),
            Is.EqualTo(Enumerable.Range(0, 5).Select(k => $"Markov {k}")));
        Assert.That(report.Markov[2].PerToken, Is.LessThan(1).And.LessThan(report.Markov[0].PerToken));

        Assert.That((report.Samples, report.Seed, report.Bars), Is.EqualTo((6, 9UL, 16)));
        Assert.That(
            report.Metrics.Select(metric => metric.Name),
            Is.EqualTo(Metric.All.Select(metric => metric.Name)));
        var interval = report.Metrics.Single(metric => metric.Name == "interval");
        Assert.That(interval.Human!.Mean, Is.LessThan(interval.Shuffled!.Mean!));
        Assert.That(report.Overlap.OtherHuman, Is.GreaterThan(report.Overlap.Generated!));
    }

    [Test]
    public void Grammar_keeps_even_an_untrained_model_from_broken_notes()
    {
        var lints = Run("score", threads: 1).Lints;

        Assert.That(lints.Notes, Is.GreaterThan(0));
        Assert.That((lints.ZeroLength, lints.Overlaps), Is.EqualTo((0, 0)));
        Assert.That((lints.Orphans, lints.OutOfOrder), Is.EqualTo((0, 0)));
    }

    [Test]
    public void Gives_the_same_report_with_any_number_of_threads()
    {
        var one = System.Text.Json.JsonSerializer.Serialize(Run("score", threads: 1));
        var three = System.Text.Json.JsonSerializer.Serialize(Run("score", threads: 3));

        Assert.That(three, Is.EqualTo(one));
    }

    [Test]
    public void Human_pieces_that_repeat_the_training_pieces_are_told()
    {
        var model = Model("score");
        var tunes = Tunes(1, 4);

        var report = new MusicEvaluation(model, tunes, tunes, "valid", 1)
            .Run(2, 1, (_, _) => { }, CancellationToken.None);

        Assert.That(report.Copies.HumanShare, Is.EqualTo(1));
        Assert.That(report.Copies.HumanRun, Is.EqualTo(63));
    }

    // Oracle: the composer itself, which composes to the line with all that ends before.
    [TestCase("performance")]
    [TestCase("score")]
    public void Composed_pieces_end_as_the_composer_ends_them(string codec)
    {
        const int Bars = 4;
        var model = Model(codec);
        var evaluation = new MusicEvaluation(model, Tunes(1, 2), Tunes(2, 1), "valid", 1);
        for (ulong seed = 0; seed < 20; seed++)
        {
            var song = new NoteRecorder();
            var composer = new Composer(model, seed: seed);
            if (model.Codec.IsMetric)
            {
                composer.ComposeBars(Bars, song);
            }
            else
            {
                composer.ComposeSeconds(2 * Bars, song);
            }

            var whole = song.ToSequence();
            Assert.That(
                evaluation.Compose(seed, Bars, new GrammarLints(), default).Notes,
                Is.EqualTo(whole.Slice(0, whole.Meter.TickAt(Bars)).Notes));
        }
    }

    [Test]
    public void What_is_copied_is_told_of_what_was_composed_and_of_people_apart()
    {
        var copies = Tunes(1, 4).ConvertAll(GridPiece.From);
        var fresh = Tunes(1, 4).ConvertAll(tune => GridPiece.From(tune.Slice(0, 4 * 480)));
        var report = new PieceSets(copies, fresh, [], []).Copies(new CopyIndex(copies));
        Assert.That((report.GeneratedShare, report.GeneratedRun), Is.EqualTo(((double?)1, 79)));
        Assert.That((report.HumanShare, report.HumanRun), Is.EqualTo(((double?)null, 3)));
    }

    [Test]
    public void On_the_training_pieces_it_measures_what_swapped_pieces_tell()
    {
        var (learned, kept) = (Tunes(1, 5), Tunes(2, 3));
        var train = new MusicEvaluation(Model("score"), learned, kept, "train", 1)
            .Run(2, 9, (_, _) => { }, CancellationToken.None);
        var swapped = new MusicEvaluation(Model("score"), kept, learned, "valid", 1)
            .Run(2, 9, (_, _) => { }, CancellationToken.None);
        Assert.That((train.Pieces, train.Tokens, train.Model), Is.EqualTo((5, swapped.Tokens, swapped.Model)));
        Assert.That(train.Copies.HumanShare, Is.EqualTo(1));
        Assert.That(swapped.Copies.HumanShare, Is.LessThan(1));
    }

    [Test]
    public void Pieces_without_notes_are_no_evaluation()
    {
        var model = Model("score");

        Assert.That(
            () => new MusicEvaluation(model, Tunes(1, 2), [], "valid", 1),
            Throws.TypeOf<InvalidDataException>());
    }

    private static MusicReport Run(string codec, int threads)
    {
        return new MusicEvaluation(Model(codec), Tunes(1, 12), Tunes(2, 3), "valid", threads)
            .Run(6, 9, (_, _) => { }, CancellationToken.None);
    }

    private static MusicModel Model(string codec)
    {
        return MusicModel.Create(NoteCodec.ByName(codec), new SequenceConfig { Size = 16, Layers = 1 }, 2);
    }

    /// <summary>Tunes of 20 bars of quarter notes that step up and down a major scale by chance.</summary>
    private static List<NoteSequence> Tunes(ulong seed, int count)
    {
        int[] scale = [60, 62, 64, 65, 67, 69, 71, 72];
        var rng = new Rng(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var tune = new NoteSequence(480);
            var place = rng.Below(scale.Length);
            for (var beat = 0; beat < 80; beat++)
            {
                tune.Notes.Add(new Note(beat * 480, beat * 480 + 480, (byte)scale[place], 64));
                place = Math.Clamp(place + (rng.Below(2) == 0 ? 1 : -1), 0, scale.Length - 1);
            }

            tune.Sort();
            return tune;
        })];
    }
}
