using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>Each metric against a value computed by hand.</summary>
public sealed class MetricsTest
{
    private static readonly GridPiece nothing = new([], [new(0, 16)], 2);

    [Test]
    public void All_twelve_pitch_classes_alike_have_log2_12_bits()
    {
        var piece = Line(Enumerable.Range(50, 24));

        Assert.That(PitchMetrics.Entropy(piece), Is.EqualTo(Math.Log2(12)).Within(1e-12));
    }

    [Test]
    public void One_pitch_in_all_octaves_has_no_entropy()
    {
        Assert.That(PitchMetrics.Entropy(Line([0, 12, 60, 120])), Is.Zero);
    }

    [Test]
    public void Entropy_of_windows_is_the_mean_over_windows_with_notes()
    {
        // Bars of four steps: two classes, none (empty), one class, two classes.
        var piece = new GridPiece(
            [Note(0, 60), Note(2, 61), Note(8, 60), Note(9, 72), Note(12, 60), Note(15, 65)], Bars(4, 4), 1);

        Assert.That(PitchMetrics.Entropy(piece, 1), Is.EqualTo((1 + 0 + 1) / 3.0).Within(1e-12));

        // Windows of two bars: {60, 61}, {60, 72}, {60, 72, 60, 65}.
        var last = -0.75 * Math.Log2(0.75) - 0.25 * Math.Log2(0.25);
        Assert.That(PitchMetrics.Entropy(piece, 2), Is.EqualTo((1 + 0 + last) / 3).Within(1e-12));
        Assert.That(PitchMetrics.Entropy(piece, 9), Is.EqualTo(PitchMetrics.Entropy(piece)).Within(1e-12));
    }

    [TestCase(new[] { 62, 64, 66, 67, 69, 71, 73 }, 1)]
    [TestCase(new[] { 69, 71, 72, 74, 76, 77, 79 }, 1, Description = "A minor is C major.")]
    [TestCase(new[] { 69, 71, 72, 74, 76, 77, 80 }, 6 / 7.0, Description = "Harmonic minor is not.")]
    [TestCase(new[] { 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71 }, 7 / 12.0)]
    public void Scale_consistency_is_the_share_of_the_best_scale(int[] pitches, double share)
    {
        Assert.That(PitchMetrics.ScaleConsistency(Line(pitches)), Is.EqualTo(share).Within(1e-12));
    }

    [Test]
    public void Range_and_count_leave_drums_out()
    {
        var piece = new GridPiece(
            [Note(0, 60), Note(0, 72), Note(1, 60), new GridNote(0, 1, 35, 1, true)], Bars(1, 16), 1);

        Assert.That(PitchMetrics.Range(piece), Is.EqualTo(12));
        Assert.That(PitchMetrics.Count(piece), Is.EqualTo(2));
        Assert.That(PitchMetrics.Histogram(piece)[0], Is.EqualTo(1));
    }

    [Test]
    public void Intervals_are_those_of_the_highest_notes()
    {
        // 72, 74, 62, 62 above a bass: intervals 2, 12, 0.
        var piece = new GridPiece(
            [Note(0, 40), Note(0, 72), Note(2, 74), Note(4, 62), Note(4, 50), Note(6, 62)], Bars(1, 16), 1);

        Assert.That(MelodyMetrics.Interval(piece), Is.EqualTo(14 / 3.0).Within(1e-12));
        Assert.That(MelodyMetrics.Leaps(piece), Is.EqualTo(1 / 3.0).Within(1e-12));
        var transitions = MelodyMetrics.Transitions(piece);
        Assert.That(transitions[0 * 12 + 2], Is.EqualTo(1 / 3.0).Within(1e-12));
        Assert.That(transitions[2 * 12 + 2], Is.EqualTo(2 / 3.0).Within(1e-12));
        Assert.That(transitions.Sum(), Is.EqualTo(1).Within(1e-12));
    }

    [Test]
    public void Groove_compares_every_pair_of_bars_of_one_length()
    {
        // Patterns x..., x.x., .x.. and a bar of another length: agreement 3/4, 1/2, 1/4.
        var piece = new GridPiece(
            [Note(0, 60), Note(4, 60), Note(6, 64), Note(9, 60), Note(12, 60)],
            [new(0, 4), new(4, 4), new(8, 4), new(12, 3)],
            1);

        Assert.That(RhythmMetrics.Groove(piece), Is.EqualTo(0.5).Within(1e-12));
    }

    [Test]
    public void Density_and_time_between_onsets()
    {
        // A chord on step 0 and notes on steps 4 and 10 of one bar, which lasts three seconds.
        var piece = new GridPiece([Note(0, 60), Note(0, 64), Note(4, 60), Note(10, 60)], Bars(1, 16), 3);

        Assert.That(RhythmMetrics.OnsetsPerBeat(piece), Is.EqualTo(1));
        Assert.That(RhythmMetrics.OnsetsPerSecond(piece), Is.EqualTo(4 / 3.0).Within(1e-12));
        Assert.That(RhythmMetrics.TimeBetweenOnsets(piece), Is.EqualTo(1.25));
    }

    [Test]
    public void Polyphony_is_the_mean_over_steps_that_sound()
    {
        // Two notes on steps 0 and 1, one on 2 and 3, silence, one on 8.
        var piece = new GridPiece(
            [new(0, 4, 60, 0, false), new(0, 2, 64, 0, false), new(8, 9, 60, 0, false)], Bars(1, 16), 1);

        Assert.That(RhythmMetrics.Polyphony(piece), Is.EqualTo(7 / 5.0).Within(1e-12));
    }

    [Test]
    public void A_bar_in_which_a_note_is_held_is_not_empty()
    {
        var piece = new GridPiece([new(0, 5, 60, 0, false), new(12, 13, 60, 0, false)], Bars(5, 4), 1);

        // Bars 0, 1 and 3 sound.
        Assert.That(RhythmMetrics.EmptyBars(piece), Is.EqualTo(2 / 5.0).Within(1e-12));
    }

    [Test]
    public void Repetition_is_the_share_of_passages_heard_before_in_any_key()
    {
        // 24 notes: a line of 12 twice, the second time a fifth higher. Of 23 moves, 16 passages of 8; the
        // four that lie in the second line are repeated.
        int[] line = [60, 62, 64, 65, 67, 65, 63, 61, 60, 67, 72, 60];
        var piece = Line([.. line, .. line.Select(pitch => pitch + 7)]);

        Assert.That(RepetitionMetrics.Grams(piece), Is.EqualTo(4 / 16.0).Within(1e-12));
    }

    [Test]
    public void Bars_repeat_when_all_their_notes_do()
    {
        // Bar 2 repeats bar 0; bar 3 has its pitches with another length; bar 1 is empty and does not count.
        var piece = new GridPiece(
            [Note(0, 60), Note(1, 64), Note(8, 60), Note(9, 64), Note(12, 60), new(13, 15, 64, 0, false)],
            Bars(4, 4),
            1);

        Assert.That(RepetitionMetrics.Bars(piece), Is.EqualTo(1 / 3.0).Within(1e-12));
    }

    [Test]
    public void Every_metric_has_its_own_name_and_an_answer_for_silence()
    {
        Assert.That(Metric.All.Select(metric => metric.Name), Is.Unique);
        foreach (var metric in Metric.All)
        {
            Assert.That(() => metric.Of(nothing), Throws.Nothing, metric.Name);
        }
    }

    private static GridNote Note(int start, int pitch) => new(start, start + 1, pitch, 0, false);

    private static GridPiece Line(IEnumerable<int> pitches)
    {
        var notes = pitches.Select((pitch, i) => Note(i, pitch)).ToList();
        return new GridPiece(notes, [new(0, notes.Count)], 1);
    }

    private static List<GridBar> Bars(int count, int length)
    {
        return [.. Enumerable.Range(0, count).Select(i => new GridBar(i * length, length))];
    }
}
