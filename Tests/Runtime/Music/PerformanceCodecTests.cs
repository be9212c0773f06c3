#nullable enable
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class PerformanceCodecTests
    {
        // At 120 a quarter note lasts 500 ms, so that 1000 ticks make a tick half a millisecond.
        private const int TicksPerQuarter = 1000;
        private const int TicksPerStep = 20;
        private const int Off = 128;
        private const int Wait = 255;
        private const int Velocity = 356;

        private readonly NoteCodec codec = NoteCodec.ByName("performance");

        [Test]
        public void The_published_layout_is_kept()
        {
            Assert.That(codec.TokenCount, Is.EqualTo(388));
            Assert.That(codec.StartToken, Is.EqualTo(355));
            Assert.That(codec.Describe(127), Is.EqualTo("on 127"));
            Assert.That(codec.Describe(128), Is.EqualTo("off 0"));
            Assert.That(codec.Describe(256), Is.EqualTo("wait 10 ms"));
            Assert.That(codec.Describe(355), Is.EqualTo("wait 1000 ms"));
            Assert.That(codec.Describe(356), Is.EqualTo("velocity 2"));
            Assert.That(codec.Describe(387), Is.EqualTo("velocity 126"));
            Assert.That(() => codec.Describe(388), Throws.Exception);
        }

        [Test]
        public void A_chord_and_a_melody_are_written_by_hand_the_same()
        {
            // A chord of two whose upper note is louder, then a note after 1.5 s as loud as that one.
            var tokens = codec.Encode(Piece(N(0, 50, 60, 64), N(0, 50, 64, 80), N(150, 160, 62, 77)));

            Assert.That(tokens, Is.EqualTo(new[]
            {
                Velocity + 15, 60, Velocity + 19, 64, Wait + 50, Off + 60, Off + 64,
                Wait + 100, 62, Wait + 10, Off + 62,
            }));
        }

        [Test]
        public void An_end_comes_before_a_later_note_of_the_same_step()
        {
            var tokens = codec.Encode(Piece(N(0, 10, 60, 1), N(10, 20, 60, 1), N(10, 20, 50, 1)));

            Assert.That(tokens, Is.EqualTo(new[]
            {
                Velocity, 60, Wait + 10, Off + 60, 50, 60, Wait + 10, Off + 50, Off + 60,
            }));
        }

        [Test]
        public void Tokens_read_by_hand_give_notes_in_milliseconds()
        {
            var notes = codec.Decode(new[] { Velocity + 20, 60, Wait + 100, Wait + 3, Off + 60 }).Notes;

            Assert.That(notes.Single(), Is.EqualTo(new Note(0, 1030, 60, 82)));
        }

        [Test]
        public void What_cannot_follow_is_passed_over()
        {
            // An end of nothing, an end at once, a second beginning at once; then a note struck again.
            var tokens = new[]
            {
                Off + 60, 60, Off + 60, 60, Wait + 10, 60, Wait + 10, Off + 60, Off + 60, -1, 999,
            };

            Assert.That(codec.Decode(tokens).Notes, Is.EqualTo(new[]
            {
                new Note(0, 100, 60, 66), new Note(100, 200, 60, 66),
            }));
        }

        [Test]
        public void Notes_that_nothing_ends_are_ended()
        {
            var held = codec.Decode(Enumerable.Repeat(Wait + 100, 20).Prepend(60).ToArray()).Notes.Single();
            var last = codec.Decode(new[] { 60 }).Notes.Single();

            Assert.That(held.Duration, Is.EqualTo(10_000));
            Assert.That(last.Duration, Is.EqualTo(10));
        }

        [Test]
        public void Overlaps_doubles_and_zero_lengths_are_resolved_as_stated()
        {
            var piece = Piece(
                N(0, 100, 60, 40), N(50, 60, 60, 90),   // struck again while it sounds
                N(0, 10, 70, 30), N(0, 20, 70, 20),     // twice at once
                N(0, 0, 80, 50));                       // no length

            Assert.That(codec.Decode(codec.Encode(piece)).Notes, Is.EqualTo(new[]
            {
                new Note(0, 500, 60, 38), new Note(0, 200, 70, 30), new Note(0, 10, 80, 50),
                new Note(500, 600, 60, 90),
            }));
        }

        [Test]
        public void Drums_are_left_out_and_the_tempo_counts()
        {
            var piece = Piece(new Note(0, 1000, 36, 100, 9), new Note(1000, 2000, 60, 100));
            piece.Tempo.Set(0, 1_000_000);

            var notes = codec.Decode(codec.Encode(piece)).Notes;
            Assert.That(notes, Is.EqualTo(new[] { new Note(1000, 2000, 60, 98) }));
        }

        [Test]
        public void The_pedal_is_written_out()
        {
            var piece = Piece(N(0, 10, 60, 66));
            piece.Pedals.Add(new PedalChange(0, 0, 127));
            piece.Pedals.Add(new PedalChange(30 * TicksPerStep, 0, 0));
            piece.Sort();

            Assert.That(codec.Decode(codec.Encode(piece)).Notes.Single().Duration, Is.EqualTo(300));
        }

        [Test]
        public void A_long_silence_lasts_a_minute()
        {
            var piece = Piece(N(0, 10, 60, 66), N(100_000, 100_010, 62, 66));
            var notes = codec.Decode(codec.Encode(piece)).Notes;

            Assert.That(notes[1].Start - notes[0].End, Is.EqualTo(60_000));
            Assert.That(notes[1].Duration, Is.EqualTo(100));
        }

        private static Note N(long start, long end, byte pitch, byte velocity)
        {
            return new Note(start * TicksPerStep, end * TicksPerStep, pitch, velocity);
        }

        private static NoteSequence Piece(params Note[] notes)
        {
            var piece = new NoteSequence(TicksPerQuarter);
            piece.Notes.AddRange(notes);
            piece.Sort();
            return piece;
        }
    }
}
