#nullable enable
using System;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>Oracle: bytes encoded by hand, with the numbers that the specification shows.</summary>
    public sealed class MidiTrackWriterTests
    {
        [TestCase(0x00000000, "00")]
        [TestCase(0x00000040, "40")]
        [TestCase(0x0000007F, "7F")]
        [TestCase(0x00000080, "81 00")]
        [TestCase(0x00002000, "C0 00")]
        [TestCase(0x00003FFF, "FF 7F")]
        [TestCase(0x00004000, "81 80 00")]
        [TestCase(0x001FFFFF, "FF FF 7F")]
        [TestCase(0x00200000, "81 80 80 00")]
        [TestCase(0x08000000, "C0 80 80 00")]
        [TestCase(0x0FFFFFFF, "FF FF FF 7F")]
        [TestCase(0x10000000, "FF FF FF 7F FF 01 00 01")]
        public void Writes_times(int tick, string delta)
        {
            var writer = new MidiTrackWriter();
            writer.Add(tick, MidiKind.Program, 0, 1);
            Assert.That(BytesOf(writer), Is.EqualTo(Smf.Bytes(delta, "C0 01 00 FF 2F 00")));
        }

        [Test]
        public void Writes_every_kind_of_event()
        {
            var writer = new MidiTrackWriter();
            writer.Add(0, MidiMeta.TrackName, "é");
            writer.AddTempo(0, 500_000);
            writer.AddMeter(0, 6, 8);
            writer.Add(1, MidiKind.NoteOn, 15, 127, 1);
            writer.Add(1, MidiKind.ChannelPressure, 2, 3);
            writer.AddSysex(1, MidiKind.Sysex, Smf.Bytes("43 12"));
            writer.AddSysex(2, MidiKind.Escape, Smf.Bytes("F7"));
            writer.Add(2, MidiMeta.SequencerSpecific, Smf.Bytes("00 01"));
            Assert.That(BytesOf(writer, 130), Is.EqualTo(Smf.Bytes(
                "00 FF 03 02 C3A9  00 FF 51 03 07A120  00 FF 58 04 06 03 0C 08  01 9F 7F 01  00 D2 03  ",
                "00 F0 02 43 12  01 F7 01 F7  00 FF 7F 02 00 01  81 00 FF 2F 00")));
        }

        [Test]
        public void Uses_running_status_but_never_behind_a_meta_event_or_sysex()
        {
            var writer = new MidiTrackWriter(runningStatus: true);
            writer.Add(0, MidiKind.NoteOn, 0, 60, 1);
            writer.Add(1, MidiKind.NoteOn, 0, 60, 0);
            writer.Add(2, MidiMeta.Text, "");
            writer.Add(3, MidiKind.NoteOn, 0, 60, 1);
            writer.AddSysex(4, MidiKind.Sysex, Smf.Bytes("F7"));
            writer.Add(5, MidiKind.NoteOn, 0, 60, 0);
            writer.Add(6, MidiKind.NoteOn, 1, 60, 0);
            Assert.That(BytesOf(writer), Is.EqualTo(Smf.Bytes(
                "00 90 3C 01  01 3C 00  01 FF 01 00  01 90 3C 01  01 F0 01 F7  01 90 3C 00  01 91 3C 00  ",
                "00 FF 2F 00")));
        }

        [Test]
        public void Copies_the_events_of_another_track_but_for_its_end()
        {
            const string Events = "00 FF 03 01 41  01 90 3C 64  02 F0 03 01 02 F7  03 80 3C 40  04 C0 01";
            var writer = new MidiTrackWriter();
            foreach (var e in MidiFile.Read(Smf.File(Events + "05 FF 2F 00")).Tracks[0])
            {
                writer.Add(e);
            }

            Assert.That(BytesOf(writer), Is.EqualTo(Smf.Bytes(Events, "00 FF 2F 00")));
        }

        [Test]
        public void Goes_on_behind_a_track_that_was_taken()
        {
            var writer = new MidiTrackWriter(runningStatus: true);
            writer.Add(5, MidiKind.Program, 0, 1);
            Assert.That(writer.ToTrack(100).EndTick, Is.EqualTo(100));
            writer.Add(6, MidiKind.Program, 0, 2);
            Assert.That(BytesOf(writer), Is.EqualTo(Smf.Bytes("05 C0 01  01 02  00 FF 2F 00")));
        }

        [Test]
        public void Refuses_what_cannot_be_written()
        {
            var writer = new MidiTrackWriter();
            writer.Add(10, MidiKind.Program, 0, 1);
            Assert.That(() => writer.Add(9, MidiKind.Program, 0, 1), Throws.ArgumentException);
            Assert.That(() => writer.Add(10, MidiKind.NoteOn, 0, 128, 1), Throws.ArgumentException);
            Assert.That(() => writer.Add(10, MidiKind.NoteOn, 0, 1, -1), Throws.ArgumentException);
            Assert.That(() => writer.Add(10, MidiKind.Meta, 0, 1), Throws.ArgumentException);
            Assert.That(
                () => writer.Add(10, MidiKind.NoteOn, 16, 1, 1),
                Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => writer.Add(10, MidiMeta.EndOfTrack, ""), Throws.ArgumentException);
            Assert.That(() => writer.AddSysex(10, MidiKind.Meta, default), Throws.ArgumentException);
            Assert.That(() => writer.AddTempo(10, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => writer.AddTempo(10, 1 << 24), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => writer.AddMeter(10, 3, 6), Throws.ArgumentException);
            Assert.That(
                BytesOf(writer), Is.EqualTo(Smf.Bytes("0A C0 01  00 FF 2F 00")), "nothing half-written");
        }

        private static byte[] BytesOf(MidiTrackWriter writer, long endTick = 0)
        {
            var file = new MidiFile(0, new MidiDivision(480), new[] { writer.ToTrack(endTick) });
            return file.Write().AsSpan(22).ToArray();
        }
    }
}
