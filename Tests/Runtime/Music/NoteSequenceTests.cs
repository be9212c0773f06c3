#nullable enable
using System;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>Oracle: pieces small enough to be worked out by hand.</summary>
    public sealed class NoteSequenceTests
    {
        [Test]
        public void Sorts_by_start_then_pitch_and_moves_the_end()
        {
            var piece = Piece("10-20:60:1 0-30:64:2 0-5:60:3");
            Assert.That(Describe(piece), Is.EqualTo("0-5:60:3 0-30:64:2 10-20:60:1"));
            Assert.That(piece.EndTick, Is.EqualTo(30));
        }

        [Test]
        public void Movements_of_the_pedal_at_one_tick_keep_their_order()
        {
            var piece = new NoteSequence();
            foreach (var (tick, value) in new[] { (5, 1), (0, 2), (5, 3), (0, 4) })
            {
                piece.Pedals.Add(new PedalChange(tick, 0, (byte)value));
            }

            piece.Sort();
            Assert.That(piece.Pedals.Select(pedal => pedal.Value), Is.EqualTo(new[] { 2, 4, 1, 3 }));
        }

        [Test]
        public void Slice_takes_notes_that_begin_in_it_and_all_that_holds_there()
        {
            var piece = Piece("0-50:60:1 40-120:62:2 99-100:64:3 100-110:65:4");
            piece.Tempo.Set(20, 300_000);
            piece.Tempo.Set(60, 200_000);
            piece.Tempo.Set(100, 100_000);
            piece.Meter.Set(10, 3, 4);
            piece.Pedals.Add(new PedalChange(5, 0, 127));
            piece.Pedals.Add(new PedalChange(45, 0, 0));
            piece.Pedals.Add(new PedalChange(100, 0, 127));
            var slice = piece.Slice(40, 100);
            Assert.That(Describe(slice), Is.EqualTo("0-60:62:2 59-60:64:3"));
            Assert.That(slice.EndTick, Is.EqualTo(60));
            Assert.That(
                slice.Tempo.Changes.Select(change => (change.Tick, change.MicrosecondsPerQuarter)),
                Is.EqualTo(new[] { (0L, 300_000), (20L, 200_000) }));
            Assert.That(slice.Meter.Changes.Single().Numerator, Is.EqualTo(3));
            Assert.That(
                slice.Pedals.Select(pedal => (pedal.Tick, pedal.IsDown)),
                Is.EqualTo(new[] { (0L, true), (5L, false) }));
            Assert.That(() => piece.Slice(5, 4), Throws.ArgumentException);
        }

        [Test]
        public void Split_cuts_at_bars_of_the_meter_in_force()
        {
            var piece = Piece("0-480:60:1 1920-2000:61:2 3360-3400:62:3 6000-6240:63:4");
            piece.Meter.Set(1920, 3, 4);
            var parts = piece.Split(2);
            Assert.That(
                parts.Select(Describe),
                Is.EqualTo(new[] { "0-480:60:1 1920-2000:61:2", "0-40:62:3 2640-2880:63:4" }));
            Assert.That(parts.Select(part => part.EndTick), Is.EqualTo(new[] { 3360L, 2880L }));
        }

        [Test]
        public void Split_loses_no_note_be_it_without_length_at_the_very_end(
            [Values(1, 2, 3)] int bars, [Values(1920, 1930, 3840)] int last)
        {
            var piece = Piece($"0-480:60:1 1000-1000:61:2 1900-1920:62:3 {last}-{last}:63:4");
            var parts = piece.Split(bars);
            Assert.That(
                parts.SelectMany((part, i) => part.Notes.Select(note => (i * bars * 1920 + note.Start, note.Pitch))),
                Is.EqualTo(piece.Notes.Select(note => (note.Start, note.Pitch))));
        }

        [Test]
        public void Split_at_silence_leaves_long_silences_out()
        {
            var piece = Piece("100-200:60:1 150-180:61:2 300-400:62:3 600-600:63:4");
            Assert.That(
                piece.SplitAtSilence(101).Select(Describe),
                Is.EqualTo(new[] { "0-100:60:1 50-80:61:2 200-300:62:3", "0-0:63:4" }));
            Assert.That(piece.SplitAtSilence(100).Count, Is.EqualTo(3));
            Assert.That(new NoteSequence().SplitAtSilence(1), Is.Empty);
        }

        [Test]
        public void Merge_puts_another_piece_on_top_in_tracks_of_its_own()
        {
            var piece = Piece("0-480:60:1");
            var other = new NoteSequence(96);
            other.Notes.Add(new Note(96, 192, 64, 2));
            other.Tempo.Set(0, 1);
            other.Sort();
            var merged = piece.Merge(other);
            Assert.That(Describe(merged), Is.EqualTo("0-480:60:1 480-960:64:2"));
            Assert.That(merged.Notes.Select(note => note.Track), Is.EqualTo(new[] { 0, 1 }));
            Assert.That(merged.EndTick, Is.EqualTo(960));
            Assert.That(merged.Tempo.TempoAt(0).MicrosecondsPerQuarter, Is.EqualTo(TempoMap.DefaultTempo));
        }

        [Test]
        public void Merge_keeps_notes_out_of_tracks_that_have_pedals_alone()
        {
            var piece = Piece("0-480:60:1");
            piece.Pedals.Add(new PedalChange(0, 0, 127, 1));
            var merged = piece.Merge(piece);
            Assert.That(merged.Notes.Select(note => note.Track), Is.EquivalentTo(new[] { 0, 2 }));
            Assert.That(merged.Pedals.Select(pedal => pedal.Track), Is.EquivalentTo(new[] { 1, 3 }));
        }

        [Test]
        public void Merge_refuses_a_place_before_the_beginning_and_tracks_that_have_no_number()
        {
            var piece = Piece("0-480:60:1");
            var last = new NoteSequence();
            last.Notes.Add(new Note(0, 480, 60, 1).InTrack(ushort.MaxValue));
            Assert.That(() => piece.Merge(piece, -1), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => piece.Merge(last), Throws.ArgumentException.With.Message.Contains("65536"));
            Assert.That(last.Merge(new NoteSequence()).Notes, Has.Count.EqualTo(1));
        }

        [Test]
        public void Merge_at_the_end_brings_tempo_and_meter_along()
        {
            var piece = Piece("0-480:60:1");
            var other = Piece("0-480:64:2");
            other.Tempo.Set(0, 250_000);
            other.Tempo.Set(480, 125_000);
            other.Meter.Set(0, 3, 4);
            other.Pedals.Add(new PedalChange(0, 0, 127));
            var merged = piece.Merge(other, piece.EndTick);
            Assert.That(Describe(merged), Is.EqualTo("0-480:60:1 480-960:64:2"));
            Assert.That(
                merged.Tempo.Changes.Select(change => (change.Tick, change.MicrosecondsPerQuarter)),
                Is.EqualTo(new[] { (0L, 500_000), (480L, 250_000), (960L, 125_000) }));
            Assert.That(merged.Meter.MeterAt(480).Numerator, Is.EqualTo(3));
            Assert.That(merged.Pedals.Single().Tick, Is.EqualTo(480));
        }

        [Test]
        public void Transpose_moves_all_but_drums_and_drops_what_leaves_the_range()
        {
            var piece = Piece("0-1:0:1 0-1:60:1 0-1:127:1");
            piece.Notes.Add(new Note(0, 1, 36, 1, Note.DrumChannel));
            Assert.That(Describe(piece.Transpose(1)), Is.EqualTo("0-1:1:1 0-1:36:1 0-1:61:1"));
            Assert.That(Describe(piece.Transpose(-1)), Is.EqualTo("0-1:36:1 0-1:59:1 0-1:126:1"));
            Assert.That(Describe(piece), Does.StartWith("0-1:0:1 0-1:60:1"), "itself unchanged");
        }

        [Test]
        public void Stretch_changes_seconds_and_no_tick()
        {
            var piece = Piece("0-960:60:1");
            piece.Tempo.Set(480, 1_000_000);
            var stretched = piece.Stretch(1.25);
            Assert.That(Describe(stretched), Is.EqualTo(Describe(piece)));
            Assert.That(stretched.Seconds, Is.EqualTo(1.25 * piece.Seconds));
            Assert.That(
                piece.Stretch(100).Tempo.TempoAt(480).MicrosecondsPerQuarter, Is.EqualTo(TempoMap.MaxTempo));
            Assert.That(() => piece.Stretch(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => piece.Stretch(double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
        }

        [Test]
        public void Quantize_moves_to_the_nearest_line_and_keeps_a_line_of_length()
        {
            var piece = Piece("59-100:60:1 60-130:61:2 181-185:62:3");
            Assert.That(Describe(piece.Quantize(120)), Is.EqualTo("0-120:60:1 120-240:61:2 240-360:62:3"));
        }

        [TestCase("0-10:60:1", "5:127 50:0", "0-50:60:1", TestName = "Pedal: it holds until it comes up")]
        [TestCase("0-10:60:1", "5:63 50:0", "0-10:60:1", TestName = "Pedal: less than half holds nothing")]
        [TestCase("0-10:60:1", "10:127 50:0", "0-50:60:1", TestName = "Pedal: down with the end: it holds")]
        [TestCase("0-10:60:1", "5:127 10:0", "0-10:60:1", TestName = "Pedal: up with the end: it lets go")]
        [TestCase(
            "0-10:60:1", "5:127 50:0 50:127 90:0", "0-50:60:1",
            TestName = "Pedal: changed, it lets go")]
        [TestCase(
            "0-10:60:1", "0:64 5:127 9:70 50:0", "0-50:60:1",
            TestName = "Pedal: depth does not matter")]
        [TestCase(
            "0-10:60:1 100-110:62:1", "5:127", "0-110:60:1 100-110:62:1",
            TestName = "Pedal: the end lets go")]
        [TestCase(
            "0-10:60:1 30-40:60:2", "5:127 50:0", "0-30:60:1 30-50:60:2",
            TestName = "Pedal: a new strike ends the old")]
        [TestCase(
            "0-10:60:1 0-20:60:2", "5:127 50:0", "0-50:60:1 0-50:60:2",
            TestName = "Pedal: two strikes at once are one")]
        [TestCase(
            "0-20:60:1 10-15:60:2", "5:127 50:0", "0-20:60:1 10-50:60:2",
            TestName = "Pedal: struck while it sounds")]
        public void ApplyPedal_lengthens_notes(string notes, string pedals, string expected)
        {
            var piece = Piece(notes);
            foreach (var pedal in pedals.Split(' '))
            {
                var parts = pedal.Split(':');
                piece.Pedals.Add(new PedalChange(long.Parse(parts[0]), 0, byte.Parse(parts[1])));
            }

            piece.EndTick = Math.Max(piece.EndTick, pedals.Split(' ').Length == 1 ? 0 : 100);
            var played = piece.ApplyPedal();
            Assert.That(Describe(played), Is.EqualTo(expected));
            Assert.That(played.Pedals, Is.Empty);
        }

        [Test]
        public void ApplyPedal_holds_the_notes_of_its_own_channel_only()
        {
            var piece = Piece("0-10:60:1");
            piece.Notes.Add(new Note(0, 10, 62, 1, 1));
            piece.Pedals.Add(new PedalChange(0, 1, 127));
            piece.Pedals.Add(new PedalChange(50, 1, 0));
            piece.Sort();
            Assert.That(Describe(piece.ApplyPedal()), Is.EqualTo("0-10:60:1 0-50:62:1"));
        }

        private static NoteSequence Piece(string notes)
        {
            var piece = new NoteSequence();
            foreach (var word in notes.Split(' '))
            {
                var parts = word.Split(':', '-');
                piece.Notes.Add(new Note(
                    long.Parse(parts[0]), long.Parse(parts[1]), byte.Parse(parts[2]), byte.Parse(parts[3])));
            }

            piece.Sort();
            return piece;
        }

        private static string Describe(NoteSequence piece) =>
            string.Join(" ", piece.Notes.Select(Smf.Describe));
    }
}
