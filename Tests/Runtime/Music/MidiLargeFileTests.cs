#nullable enable
using System;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>Cases 58 to 60: files that are right but large.</summary>
    public sealed class MidiLargeFileTests
    {
        [Test]
        public void Reads_case_58_a_sysex_of_2_000_000_bytes()
        {
            var packet = new byte[2_000_000];
            packet[packet.Length - 1] = 0xF7;
            var file = Read(Smf.Bytes("00 F0 FA 89 00"), packet);
            Assert.That(file.Tracks[0].GetSysex().Single().Message.Length, Is.EqualTo(1 + packet.Length));
            Assert.That(Smf.Describe(file), Is.EqualTo("0-480:60:100"));
        }

        [Test]
        public void Reads_case_59_a_text_of_17_000_000_bytes()
        {
            var text = new byte[17_000_000];
            Array.Fill(text, (byte)'a');
            var file = Read(Smf.Bytes("00 FF 01 88 8D CC 40"), text);
            var events = file.Tracks[0].GetEnumerator();
            Assert.That(events.MoveNext());
            Assert.That(events.Current.GetText(), Is.EqualTo(new string('a', text.Length)));
            Assert.That(Smf.Describe(file), Is.EqualTo("0-480:60:100"));
        }

        [Test]
        public void Reads_case_60_a_track_of_2_300_000_notes_in_less_than_16_bytes_an_event()
        {
            const int Notes = 2_300_000;
            var note = Smf.Bytes("01 90 3C 64  01 80 3C 40");
            var notes = new byte[note.Length * Notes];
            for (var i = 0; i < Notes; i++)
            {
                note.CopyTo(notes, i * note.Length);
            }

            var bytes = Whole(Array.Empty<byte>(), notes);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var file = MidiFile.Read(bytes);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.That(allocated, Is.LessThan(16L * 2 * Notes));
            Assert.That(file.Tracks[0].NoteCount, Is.EqualTo(1 + Notes));
            Assert.That(file.Diagnostics, Is.Empty);
            long ticks = 0;
            var least = Allocations.Of(() =>
            {
                ticks = 0;
                foreach (var e in file.Tracks[0])
                {
                    ticks += e.IsNoteOn ? e.Tick : 0;
                }
            });
            Assert.That(least, Is.Zero);
            Assert.That(ticks, Is.EqualTo((long)Notes * Notes + 2L * Notes));
        }

        /// <summary>Reads a track of an event whose payload is given, and a note behind it.</summary>
        private static MidiFile Read(byte[] head, byte[] payload)
        {
            var file = MidiFile.Read(Whole(head, payload));
            Assert.That(file.Diagnostics, Is.Empty);
            return file;
        }

        private static byte[] Whole(byte[] head, byte[] payload)
        {
            var tail = Smf.Bytes("00 90 3C 64  83 60 80 3C 40  00 FF 2F 00");
            var length = head.Length + payload.Length + tail.Length;
            var header = Smf.Bytes(Smf.Header(), Smf.Track("", length));
            var whole = new byte[header.Length + length];
            header.CopyTo(whole, 0);
            head.CopyTo(whole, header.Length);
            payload.CopyTo(whole, header.Length + head.Length);
            tail.CopyTo(whole, whole.Length - tail.Length);
            return whole;
        }
    }
}
