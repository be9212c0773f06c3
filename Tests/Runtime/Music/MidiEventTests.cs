#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>Oracle: the tables of the Standard MIDI File specification, applied by hand.</summary>
    public sealed class MidiEventTests
    {
        [Test]
        public void States_tick_kind_channel_and_data_of_every_channel_event()
        {
            var events = Read(
                "00 80 3C 40  01 91 3D 41  02 A2 3E 42  03 B3 40 7F  04 C4 05  05 D5 06  06 E6 01 02");
            var read = events.Select(e => (e.Tick, e.Kind, e.Channel, (int)e.Data1, (int)e.Data2));
            Assert.That(read, Is.EqualTo(new[]
            {
                (0L, MidiKind.NoteOff, 0, 60, 64),
                (1L, MidiKind.NoteOn, 1, 61, 65),
                (3L, MidiKind.KeyPressure, 2, 62, 66),
                (6L, MidiKind.Control, 3, 64, 127),
                (10L, MidiKind.Program, 4, 5, 0),
                (15L, MidiKind.ChannelPressure, 5, 6, 0),
                (21L, MidiKind.PitchBend, 6, 1, 2),
            }));
        }

        [Test]
        public void Takes_a_note_on_without_velocity_for_a_note_off_and_keeps_its_status()
        {
            var events = Read("00 90 3C 64  10 90 3C 00");
            Assert.That(events[0].IsNoteOn && !events[0].IsNoteOff);
            Assert.That(events[1].IsNoteOff && !events[1].IsNoteOn);
            Assert.That(events[1].Status, Is.EqualTo(0x90));
        }

        [TestCase("63 61 66 E9", "café", TestName = "Reads Latin-1 where a text is not UTF-8")]
        [TestCase("63 61 66 C3 A9", "café", TestName = "Reads UTF-8")]
        [TestCase("F0 9F 8E B5", "🎵", TestName = "Reads UTF-8 beyond the basic plane")]
        [TestCase("EF BF BD", "\uFFFD", TestName = "Reads the replacement character itself")]
        [TestCase("C3", "\u00C3", TestName = "Reads half a character of UTF-8 as Latin-1")]
        public void Reads_text(string bytes, string text)
        {
            var length = Smf.Bytes(bytes).Length;
            Assert.That(Read($"00 FF 01 {length:X2} {bytes}")[0].GetText(), Is.EqualTo(text));
        }

        [TestCase("02 00 00", 0, false)]
        [TestCase("02 F9 01", -7, true)]
        [TestCase("03 07 00 55", 7, false)]
        public void States_the_key(string payload, int sharps, bool isMinor)
        {
            var key = Read("00 FF 59 " + payload)[0].Key;
            Assert.That((key!.Value.Sharps, key.Value.IsMinor), Is.EqualTo((sharps, isMinor)));
        }

        [TestCase("02 0C 00")]
        [TestCase("02 00 FF")]
        [TestCase("01 00")]
        [TestCase("00")]
        public void States_no_key_where_there_is_none_and_keeps_the_bytes(string payload)
        {
            var e = Read("00 FF 59 " + payload)[0];
            Assert.That(e.Key, Is.Null);
            Assert.That(e.Payload.ToArray(), Is.EqualTo(Smf.Bytes(payload).Skip(1)));
        }

        [TestCase("51 03 07 A1 20", 500_000)]
        [TestCase("51 04 07 A1 20 FF", 500_000)]
        [TestCase("51 03 FF FF FF", 16_777_215)]
        [TestCase("51 03 00 00 00", 0)]
        [TestCase("51 02 07 A1", 0)]
        [TestCase("52 03 07 A1 20", 0)]
        public void States_the_tempo(string event51, int microseconds)
        {
            var isTempo = Read("00 FF " + event51)[0].TryGetTempo(out var tempo);
            Assert.That((isTempo, tempo), Is.EqualTo((microseconds > 0, microseconds)));
        }

        [TestCase("58 04 06 03 24 08", 6, 8)]
        [TestCase("58 02 03 02", 3, 4)]
        [TestCase("58 04 01 07 01 08", 1, 128)]
        [TestCase("58 04 01 08 01 08", 0, 0)]
        [TestCase("58 04 04 40 18 08", 0, 0)]
        [TestCase("58 04 00 02 18 08", 0, 0)]
        [TestCase("58 01 04", 0, 0)]
        public void States_the_time_signature(string event58, int numerator, int denominator)
        {
            var isMeter = Read("00 FF " + event58)[0].TryGetMeter(out var beats, out var unit);
            Assert.That(isMeter, Is.EqualTo(numerator > 0));
            Assert.That(isMeter ? (beats, unit) : (0, 0), Is.EqualTo((numerator, denominator)));
        }

        [Test]
        public void Joins_the_packets_of_system_exclusive_messages()
        {
            // A whole one, one in three packets around a real-time escape, one that the next one breaks off.
            var file = MidiFile.Read(Smf.File(
                "01 F0 03 01 02 F7  01 F0 02 43 12  01 F7 01 43  01 F7 02 44 F7  01 F7 01 F8 "
                + "01 F0 01 7E  01 F0 02 7F F7  00 FF 2F 00"));
            var messages = file.Tracks[0].GetSysex();
            Assert.That(
                messages.Select(message => (message.Tick, message.IsComplete)),
                Is.EqualTo(new[] { (1L, true), (2L, true), (6L, false), (7L, true) }));
            Assert.That(messages.Select(message => message.Message.ToArray()), Is.EqualTo(new[]
            {
                Smf.Bytes("F0 01 02 F7"),
                Smf.Bytes("F0 43 12 43 44 F7"),
                Smf.Bytes("F0 7E"),
                Smf.Bytes("F0 7F F7"),
            }));
            Assert.That(
                file.Diagnostics.Select(diagnostic => diagnostic.Code),
                Is.EqualTo(new[] { MidiProblem.UnfinishedSysex }));
        }

        [Test]
        public void Keeps_meta_events_that_it_does_not_know()
        {
            var e = Read("83 60 FF 60 02 01 FE")[0];
            Assert.That((e.Tick, (int)e.Data1), Is.EqualTo((480L, 0x60)));
            Assert.That(e.Payload.ToArray(), Is.EqualTo(new byte[] { 0x01, 0xFE }));
        }

        [Test]
        public void Gives_the_name_of_a_track()
        {
            var named = MidiFile.Read(Smf.File("00 FF 03 02 4C 48  00 FF 2F 00"));
            Assert.That(named.Tracks[0].Name, Is.EqualTo("LH"));
            Assert.That(MidiFile.Read(Smf.File("00 FF 2F 00")).Tracks[0].Name, Is.Empty);
        }

        /// <summary>Gets the events of a track except its end.</summary>
        private static List<MidiEvent> Read(string events)
        {
            var read = new List<MidiEvent>();
            foreach (var e in MidiFile.Read(Smf.File(events + " 00 FF 2F 00")).Tracks[0])
            {
                read.Add(e);
            }

            Assert.That(read[read.Count - 1].Is(MidiMeta.EndOfTrack));
            read.RemoveAt(read.Count - 1);
            return read;
        }
    }
}
