#nullable enable
using System;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class ScoreCodecTests
    {
        private const int Step = NoteEvent.TicksPerQuarter / 24;

        private readonly NoteCodec codec = NoteCodec.ByName("score");

        [Test]
        public void A_small_band_is_written_by_hand_the_same()
        {
            // Bass and kick on the first beat, a triplet of the bass after it, the same chord twice in bar 1.
            var piece = Piece(
                N(0, 24, 36, 100, 9),
                N(0, 16, 40, 100, 3, 34),
                N(16, 24, 43, 100, 3, 34),
                N(96, 144, 60, 70, 0),
                N(96, 144, 64, 70, 0),
                N(144, 240, 60, 70, 0),
                N(144, 192, 64, 70, 0));

            Assert.That(Words(piece), Is.EqualTo(new[]
            {
                "meter 4/4", "tempo 120",
                "drums", "velocity 100", "drum 36",
                "bass", "velocity 100", "duration 16/24", "pitch 40",
                "position 16/24", "duration 8/24", "pitch 43",
                "bar",
                "piano", "velocity 68", "duration 48/24", "pitch 60", "pitch 64",
                "position 48/24", "duration 96/24", "pitch 60", "duration 48/24", "pitch 64",
            }));
        }

        [Test]
        public void Tokens_read_by_hand_give_notes_on_the_channels_of_their_parts()
        {
            var tokens = Tokens(
                "meter 3/4", "tempo 90", "drums", "velocity 60", "drum 38", "position 36/24", "strings",
                "velocity 20", "duration 6/24", "pitch 72", "bar", "position 1/24", "pitch 72");
            var piece = codec.Decode(tokens);

            Assert.That(piece.Notes, Is.EqualTo(new[]
            {
                new Note(0, 6 * Step, 38, 60, 9, 0, 9),
                new Note(36 * Step, 42 * Step, 72, 20, 8, 48, 8),
                new Note(73 * Step, 79 * Step, 72, 20, 8, 48, 8),
            }));
            Assert.That(piece.Meter.MeterAt(0).Numerator, Is.EqualTo(3));
            Assert.That(piece.Tempo.TempoAt(0).QuartersPerMinute, Is.EqualTo(90).Within(1e-3));
        }

        [Test]
        public void What_cannot_follow_is_passed_over()
        {
            // A pitch before any part, a position that is past, a pitch below the last, a meter inside a bar.
            var tokens = Tokens(
                "pitch 60", "piano", "pitch 60", "pitch 59", "meter 3/4", "position 24/24", "bar", "pitch 62",
                "position 24/24", "position 12/24", "bar", "pitch 64");

            var notes = codec.Decode(tokens).Notes;
            Assert.That(notes.Select(note => note.Pitch), Is.EqualTo(new[] { 60, 62, 64 }));
            Assert.That(notes.Select(note => note.Start / Step), Is.EqualTo(new[] { 0, 24, 96 }));
        }

        [Test]
        public void A_long_note_is_cut_where_it_is_struck_again()
        {
            var tokens = Tokens("piano", "duration 96/24", "pitch 60", "position 24/24", "pitch 60");

            var durations = codec.Decode(tokens).Notes.Select(note => note.Duration / Step);
            Assert.That(durations, Is.EqualTo(new[] { 24, 96 }));
        }

        [Test]
        public void Overlaps_doubles_and_zero_lengths_are_resolved_as_stated()
        {
            var piece = Piece(
                N(0, 48, 60, 44), N(24, 30, 60, 44),                    // struck again while it sounds
                N(0, 6, 70, 20, 1, 1), N(0, 12, 70, 12, 2, 2),          // twice at once in one part
                N(0, 0, 80, 52));                                       // no length

            Assert.That(codec.Decode(codec.Encode(piece)).Notes.Select(note => (
                note.Start / Step, note.Duration / Step, note.Pitch, note.Velocity)), Is.EqualTo(new[]
            {
                (0L, 24L, (byte)60, (byte)44), (0L, 12L, (byte)70, (byte)20), (0L, 1L, (byte)80, (byte)52),
                (24L, 6L, (byte)60, (byte)44),
            }));
        }

        [TestCase(4, 4, 4, 4)]
        [TestCase(7, 8, 7, 8)]
        [TestCase(16, 16, 16, 16)]
        [TestCase(10, 4, 5, 4)]
        [TestCase(1, 1, 2, 2)]
        [TestCase(12, 32, 6, 16)]
        [TestCase(13, 4, 4, 4)]
        [TestCase(5, 32, 4, 4)]
        public void Time_signatures_are_nearest(
            int numerator, int denominator, int expected, int expectedDenominator)
        {
            var piece = Piece(N(0, 6, 60, 66));
            piece.Meter.Set(0, numerator, denominator);

            Assert.That(Words(piece)[0], Is.EqualTo($"meter {expected}/{expectedDenominator}"));
        }

        [Test]
        public void A_time_signature_inside_a_bar_cuts_it()
        {
            var piece = Piece(N(0, 6, 60, 66), N(36, 42, 62, 66), N(108, 114, 64, 66));
            piece.Meter.Set(36 * Step, 3, 4);

            var words = Words(piece).Where(word => word.StartsWith("meter") || word == "bar");
            var starts = codec.Decode(codec.Encode(piece)).Notes.Select(note => note.Start / Step);
            Assert.That(words, Is.EqualTo(new[] { "meter 3/8", "bar", "meter 3/4", "bar" }));
            Assert.That(starts, Is.EqualTo(new[] { 0, 36, 108 }));
        }

        [Test]
        public void A_long_silence_lasts_thirty_two_bars()
        {
            var piece = Piece(N(0, 6, 60, 66), N(96L * 1_000_000_000 + 5, 96L * 1_000_000_000 + 11, 62, 66));
            var notes = codec.Decode(codec.Encode(piece)).Notes;

            Assert.That(notes.Select(note => note.Start / Step), Is.EqualTo(new[] { 0, 32 * 96 + 5 }));
        }

        [TestCase(50 * 96, 5, 32, 32 * 96, TestName = "A meter that is written like the one before is no meter")]
        [TestCase(50 * 96 + 1, 5, 32, 32 * 96 + 1, TestName = "A meter too near a bar line to cut it is no meter")]
        [TestCase(50 * 96, 3, 4, 32 * 96 + 32 * 72, TestName = "A silence lasts 32 bars of each meter in it")]
        [TestCase(50 * 96 + 1, 3, 4, 32 * 96 + 32 * 72 + 49, TestName = "A meter begins at the next bar line")]
        [TestCase(50 * 96 + 36, 3, 4, 32 * 96 + 36 + 32 * 72, TestName = "A meter cuts the bar before it")]
        public void A_long_silence_goes_on_over_meters_that_are_not_written(
            int change, int numerator, int denominator, int expected)
        {
            const int Bar = 1_000_000 * 72;
            var piece = Piece(N(0, 6, 60, 66), N(change + Bar, change + Bar + 6, 62, 66));
            piece.Meter.Set(change * Step, numerator, denominator);
            var tokens = codec.Encode(piece);
            var read = codec.Decode(tokens);

            Assert.That(read.Notes[1].Start / Step, Is.EqualTo(expected));
            Assert.That(codec.Encode(read), Is.EqualTo(tokens));
        }

        [Test]
        public void A_long_silence_goes_on_over_a_meter_whose_only_bar_is_cut_to_the_meter_before()
        {
            var piece = Piece(N(0, 6, 60, 66), N(200 * 96, 200 * 96 + 6, 62, 66));
            piece.Meter.Set(50 * 96 * Step, 5, 4);
            piece.Meter.Set(51 * 96 * Step, 4, 4);
            var notes = codec.Decode(codec.Encode(piece)).Notes;

            Assert.That(notes.Select(note => note.Start / Step), Is.EqualTo(new[] { 0, 32 * 96 }));
        }

        [TestCase(1, 16, 0, 600, 600)]
        [TestCase(1, 4, 23, 791, 2400)]
        public void A_note_that_lasts_longer_than_a_silence_keeps_its_length(
            int numerator, int denominator, int start, int end, int next)
        {
            var piece = Piece(N(start, end, 60, 66), N(next, next + 6, 60, 66));
            piece.Meter.Set(0, numerator, denominator);
            var tokens = codec.Encode(piece);

            Assert.That(codec.Encode(codec.Decode(tokens)), Is.EqualTo(tokens));
        }

        [Test]
        public void Every_duration_of_the_table_is_its_own_nearest()
        {
            for (var index = 0; index < ScoreTokens.Durations; index++)
            {
                Assert.That(ScoreTokens.DurationOf(ScoreTokens.StepsOfDuration(index)), Is.EqualTo(index));
            }
        }

        [Test]
        public void Durations_are_nearest_by_exhaustive_search()
        {
            var indices = Enumerable.Range(0, ScoreTokens.Durations);
            var table = indices.Select(ScoreTokens.StepsOfDuration).ToArray();
            for (var steps = 1; steps <= 800; steps++)
            {
                var found = ScoreTokens.StepsOfDuration(ScoreTokens.DurationOf(steps));
                var nearest = table.Min(value => Math.Abs(value - steps));
                Assert.That(Math.Abs(found - steps), Is.EqualTo(nearest));
            }
        }

        [TestCase(120, 120)]
        [TestCase(92.4, 90)]
        [TestCase(92.6, 95)]
        [TestCase(4, 20)]
        [TestCase(1000, 320)]
        public void Tempos_are_nearest(double quartersPerMinute, int expected)
        {
            var piece = Piece(N(0, 6, 60, 66));
            piece.Tempo.Set(0, (int)(60_000_000 / quartersPerMinute));

            Assert.That(Words(piece)[1], Is.EqualTo($"tempo {expected}"));
        }

        [Test]
        public void Programs_become_parts_and_electronic_hi_hats_those_of_general_midi()
        {
            var lead = N(0, 6, 60, 66, 0, 80);
            var guitar = N(0, 6, 60, 66, 1, 30);
            var piece = Piece(lead, guitar, N(0, 6, 22, 66, 9), N(0, 6, 26, 66, 9));
            var notes = codec.Decode(codec.Encode(piece)).Notes;

            Assert.That(
                notes.Select(note => $"{note.Channel} {note.Program} {note.Pitch}"),
                Is.EquivalentTo(new[] { "9 0 42", "9 0 46", "13 80 60", "7 30 60" }));
        }

        [Test]
        public void Every_program_has_a_part_and_every_part_a_channel_of_its_own()
        {
            var parts = Enumerable.Range(0, 128)
                .Select(program => ScoreParts.Of(new Note(0, 1, 60, 64, 0, (byte)program))).ToArray();

            Assert.That(parts.Distinct().OrderBy(part => part), Is.EqualTo(Enumerable.Range(1, 15)));
            Assert.That(Enumerable.Range(0, 16).Select(ScoreParts.Channel), Is.Unique);
            for (var part = 1; part < 16; part++)
            {
                Assert.That(parts[ScoreParts.Program(part)], Is.EqualTo(part));
            }
        }

        private string[] Words(NoteSequence piece)
        {
            return codec.Encode(piece).Select(codec.Describe).ToArray();
        }

        private int[] Tokens(params string[] words)
        {
            var all = Enumerable.Range(0, codec.TokenCount).Select(codec.Describe).ToList();
            return words.Select(word => all.IndexOf(word)).ToArray();
        }

        private static Note N(
            long start, long end, byte pitch, byte velocity, byte channel = 0, byte program = 0)
        {
            return new Note(start * Step, end * Step, pitch, velocity, channel, program);
        }

        private static NoteSequence Piece(params Note[] notes)
        {
            var piece = new NoteSequence(NoteEvent.TicksPerQuarter);
            piece.Notes.AddRange(notes);
            piece.Sort();
            return piece;
        }
    }
}
