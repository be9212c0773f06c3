#nullable enable
using System;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>
    /// What a composer does with bars and tempos, by the map of the sequence that it writes.
    /// </summary>
    public sealed class ComposerMeterTests
    {
        private readonly MusicModel score = New("score");

        [Test]
        public void Bars_are_composed_to_the_line()
        {
            var composer = new Composer(score, null, 3);
            var song = new NoteRecorder();
            composer.ComposeBars(5, song);
            composer.ComposeBars(7, song);
            var sequence = song.ToSequence();
            var end = sequence.Meter.At(sequence.EndTick);

            Assert.That((end.Bar, end.Beat, end.Tick), Is.EqualTo((12, 0, 0)));
            Assert.That(sequence.Notes.Max(note => note.End), Is.LessThanOrEqualTo(sequence.EndTick));
            Assert.That(composer.Bar, Is.EqualTo(12));
        }

        [Test]
        public void A_tempo_replaces_those_of_the_model_from_the_next_bar_on()
        {
            var composer = new Composer(score, new ComposerOptions { Tempo = 90 }, 3);
            var song = new NoteRecorder();
            composer.ComposeBars(4, song);
            composer.Tempo = 150;
            var change = song.EndTick;
            composer.ComposeBars(4, song);
            var tempo = song.ToSequence().Tempo;

            // The bar line at which the game changed its mind is past, so that bar keeps its tempo.
            Assert.That(tempo.TempoAt(0).QuartersPerMinute, Is.EqualTo(90).Within(1e-3));
            Assert.That(tempo.TempoAt(change).QuartersPerMinute, Is.EqualTo(90).Within(1e-3));
            Assert.That(tempo.TempoAt(song.EndTick).QuartersPerMinute, Is.EqualTo(150).Within(1e-3));
            Assert.That(tempo.Changes.Count, Is.EqualTo(2));
            Assert.That(composer.Seconds, Is.EqualTo(tempo.SecondsAt(song.EndTick)).Within(1e-6));
        }

        [Test]
        public void The_notes_do_not_depend_on_the_tempo()
        {
            var slow = new NoteRecorder();
            var fast = new NoteRecorder();
            new Composer(score, new ComposerOptions { Tempo = 60 }, 8).ComposeBars(8, slow);
            new Composer(score, new ComposerOptions { Tempo = 180 }, 8).ComposeBars(8, fast);

            Assert.That(fast.ToSequence().Notes, Is.EqualTo(slow.ToSequence().Notes));
        }

        [Test]
        public void Without_one_the_tempos_of_the_tokens_hold()
        {
            var piece = new NoteSequence();
            piece.Tempo.Set(0, 60_000_000 / 90);
            piece.Tempo.Set(1920, 60_000_000 / 140);
            piece.Notes.Add(new Note(0, 480, 60, 64));
            piece.Notes.Add(new Note(1920, 2400, 62, 64));
            var song = new NoteRecorder();
            new Composer(score).Prime(piece, song);

            var changes = song.ToSequence().Tempo.Changes;
            Assert.That(changes.Select(change => change.Tick), Is.EqualTo(new[] { 0, 1920 }));
            var quarters = changes.Select(change => change.QuartersPerMinute);
            Assert.That(quarters, Is.EqualTo(new[] { 90, 140 }).Within(1e-3));
        }

        [Test]
        public void Music_without_beat_has_neither_bars_nor_tempo()
        {
            var composer = new Composer(New("performance"));

            Assert.That(() => composer.ComposeBars(1, new NoteRecorder()), Throws.InvalidOperationException);
            Assert.That(() => composer.Tempo = 100, Throws.ArgumentException);
        }

        [TestCase(0)]
        [TestCase(-1)]
        [TestCase(1e9)]
        [TestCase(double.NaN)]
        public void A_tempo_must_be_one_that_can_be_played(double tempo)
        {
            Assert.That(() => new Composer(score).Tempo = tempo, Throws.TypeOf<ArgumentOutOfRangeException>());
        }

        private static MusicModel New(string codec)
        {
            var config = new SequenceConfig { Size = 16, Layers = 1 };
            return MusicModel.Create(NoteCodec.ByName(codec), config, 1);
        }
    }
}
