#nullable enable
using System;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>Oracle: files made by hand, and what a synthesizer would play.</summary>
    public sealed class NoteSequenceMidiTests
    {
        [Test]
        public void Merges_tempo_meter_and_programs_over_all_tracks()
        {
            var file = MidiFile.Read(Smf.Bytes(
                Smf.Header(1, 3),
                Smf.Track(
                    "00 FF 51 03 0F 42 40  00 FF 58 04 03 02 18 08  8B 20 FF 58 04 02 02 18 08  00 FF 2F 00"),
                Smf.Track("00 90 3C 64  83 60 80 3C 40  00 90 3E 64  83 60 80 3E 40  00 FF 2F 00"),
                Smf.Track("00 C0 05  83 60 C0 06  00 FF 51 03 07 A1 20  00 FF 2F 00")));
            var piece = NoteSequence.FromMidi(file);
            Assert.That(
                piece.Tempo.Changes.Select(change => (change.Tick, change.MicrosecondsPerQuarter)),
                Is.EqualTo(new[] { (0L, 1_000_000), (480L, 500_000) }));
            Assert.That(
                piece.Meter.Changes.Select(change => (change.Tick, change.Numerator)),
                Is.EqualTo(new[] { (0L, 3), (1440L, 2) }));
            Assert.That(piece.Notes, Is.EqualTo(new[]
            {
                new Note(0, 480, 60, 100, program: 5, track: 1),
                new Note(480, 960, 62, 100, program: 6, track: 1),
            }));
            Assert.That(piece.Seconds, Is.EqualTo(2));
        }

        [Test]
        public void Knows_drums_by_their_channel()
        {
            const string Events = "00 99 24 64  00 90 24 64  60 89 24 00  00 80 24 00  00 FF 2F 00";
            var piece = NoteSequence.FromMidi(MidiFile.Read(Smf.File(Events)));
            Assert.That(piece.Notes.Select(note => note.IsDrum), Is.EqualTo(new[] { false, true }));
        }

        [Test]
        public void Pairs_notes_first_in_first_out_within_their_track_and_channel()
        {
            var file = MidiFile.Read(Smf.Bytes(
                Smf.Header(1, 2),
                Smf.Track(
                    "00 90 3C 01  0A 90 3C 02  0A 91 3C 03  0A 80 3C 00  0A 81 3C 00  0A 80 3C 00"
                    + "00 FF 2F 00"),
                Smf.Track("00 90 3C 04  64 80 3C 00  00 FF 2F 00")));
            Assert.That(
                NoteSequence.FromMidi(file).Notes.OrderBy(note => note.Velocity).Select(Smf.Describe),
                Is.EqualTo(new[] { "0-30:60:1", "10-50:60:2", "20-40:60:3", "0-100:60:4" }));
        }

        [Test]
        public void Reads_the_sustain_pedal()
        {
            var file = MidiFile.Read(Smf.File("00 B3 40 7F  0A B3 41 7F  0A B3 40 3F  00 FF 2F 00"));
            var pedals = NoteSequence.FromMidi(file).Pedals;
            Assert.That(
                pedals.Select(pedal => (pedal.Tick, (int)pedal.Channel, pedal.IsDown)),
                Is.EqualTo(new[] { (0L, 3, true), (20L, 3, false) }));
        }

        [Test]
        public void Keeps_the_pieces_of_format_2_apart()
        {
            var file = MidiFile.Read(Smf.Bytes(
                Smf.Header(2, 2),
                Smf.Track("00 FF 51 03 0F 42 40  00 90 3C 64  83 60 80 3C 40  00 FF 2F 00"),
                Smf.Track("00 90 3E 64  83 60 80 3E 40  00 FF 2F 00")));
            Assert.That(file.PieceCount, Is.EqualTo(2));
            var pieces = new[] { NoteSequence.FromMidi(file), NoteSequence.FromMidi(file, 1) };
            Assert.That(pieces.Select(piece => piece.Notes.Single().Pitch), Is.EqualTo(new[] { 60, 62 }));
            Assert.That(pieces.Select(piece => piece.Seconds), Is.EqualTo(new[] { 1.0, 0.5 }));
            Assert.That(
                () => NoteSequence.FromMidi(file, 2), Throws.InstanceOf<ArgumentOutOfRangeException>());
        }

        [Test]
        public void Writes_one_track_as_format_0()
        {
            var piece = new NoteSequence(96) { EndTick = 200 };
            piece.Tempo.Set(0, 400_000);
            piece.Notes.Add(new Note(48, 96, 60, 100));
            piece.Notes.Add(new Note(96, 96, 36, 90, 9));
            piece.Pedals.Add(new PedalChange(48, 0, 127));
            var events = "00 FF 51 03 061A80  00 FF 58 04 04021808  00 C0 00  00 C9 00  "
                + "30 B0 40 7F  00 90 3C 64  30 80 3C 40  00 99 24 5A  00 89 24 40  68 FF 2F 00";
            Assert.That(
                piece.ToMidi().Write(), Is.EqualTo(Smf.Bytes(Smf.Header(0, 1, 96), Smf.Track(events))));
        }

        [Test]
        public void Gives_back_what_was_written()
        {
            var piece = new NoteSequence(96) { EndTick = 5000 };
            piece.Tempo.Set(100, 333_333);
            piece.Meter.Set(96 * 3, 3, 4);
            piece.Notes.Add(new Note(0, 96, 60, 100, 0, 4));
            piece.Notes.Add(new Note(48, 144, 60, 90, 1, 5, 1));
            piece.Notes.Add(new Note(96, 96, 36, 80, 9, 0, 2));
            piece.Notes.Add(new Note(96, 192, 60, 70, 0, 6));
            piece.Pedals.Add(new PedalChange(10, 1, 100, 1));
            var back = NoteSequence.FromMidi(MidiFile.Read(piece.ToMidi().Write()));
            Assert.That(back.Notes, Is.EqualTo(piece.Notes));
            Assert.That(back.Pedals, Is.EqualTo(piece.Pedals));
            Assert.That(back.Tempo.Changes, Is.EqualTo(piece.Tempo.Changes));
            Assert.That(back.Meter.Changes, Is.EqualTo(piece.Meter.Changes));
            Assert.That((back.TicksPerQuarter, back.EndTick), Is.EqualTo((96, 5000L)));
        }

        [Test]
        public void Ends_a_note_before_the_same_key_is_struck_again()
        {
            var piece = new NoteSequence();
            piece.Notes.Add(new Note(0, 480, 60, 1));
            piece.Notes.Add(new Note(480, 960, 60, 2));
            var back = MidiFile.Read(piece.ToMidi().Write());
            Assert.That(Smf.Describe(back), Is.EqualTo("0-480:60:1 480-960:60:2"));
        }
    }
}
