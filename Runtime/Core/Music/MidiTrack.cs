#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>Represents a track of a MIDI file: events in order of time.</summary>
    /// <remarks>
    /// The events stay encoded, about four bytes each, and are decoded on the way: <c>foreach</c> over a
    /// track allocates nothing. A track never changes; <see cref="MidiTrackWriter"/> makes new ones. Safe for
    /// use by several threads at once.
    /// </remarks>
    public sealed class MidiTrack
    {
        private readonly byte[] bytes;
        private readonly int start;
        private readonly int end;

        internal MidiTrack(byte[] bytes, int start, in MidiTrackScan scan)
        {
            this.bytes = bytes;
            this.start = start;
            end = scan.End;
            EventCount = scan.EventCount;
            NoteCount = scan.NoteCount;
            EndTick = scan.EndTick;
        }

        /// <summary>
        /// Gets an enumerator over the events, with the end of the track if the file states it.
        /// </summary>
        public Enumerator GetEnumerator() => new Enumerator(bytes, start, end);

        /// <summary>Gets the system exclusive messages, each joined from its packets.</summary>
        public IReadOnlyList<MidiSysex> GetSysex()
        {
            var messages = new List<MidiSysex>();
            var packets = new List<byte>();
            long tick = 0;
            foreach (var e in this)
            {
                var continues = e.Kind == MidiKind.Escape && packets.Count > 0;
                if (e.Kind == MidiKind.Sysex)
                {
                    Finish();
                    tick = e.Tick;
                    packets.Add((byte)MidiKind.Sysex);
                }

                if (e.Kind == MidiKind.Sysex || continues)
                {
                    foreach (var value in e.Payload)
                    {
                        packets.Add(value);
                    }

                    if (packets[packets.Count - 1] == (byte)MidiKind.Escape)
                    {
                        Finish();
                    }
                }
            }

            Finish();
            return messages;

            void Finish()
            {
                if (packets.Count > 0)
                {
                    messages.Add(new MidiSysex(tick, packets.ToArray()));
                    packets.Clear();
                }
            }
        }

        /// <summary>The number of events, with the end of the track.</summary>
        public int EventCount { get; }

        /// <summary>The number of notes that begin.</summary>
        public int NoteCount { get; }

        /// <summary>The tick of the last event: the length of the track, with the rest at its end.</summary>
        public long EndTick { get; }

        /// <summary>The name that the track states, or an empty text.</summary>
        public string Name
        {
            get
            {
                foreach (var e in this)
                {
                    if (e.Is(MidiMeta.TrackName))
                    {
                        return e.GetText();
                    }
                }

                return "";
            }
        }

        /// <summary>The encoded events.</summary>
        internal ReadOnlySpan<byte> Bytes => new ReadOnlySpan<byte>(bytes, start, end - start);

        /// <summary>Walks over the events of a track.</summary>
        public struct Enumerator
        {
            private readonly byte[] bytes;
            private MidiCursor cursor;

            internal Enumerator(byte[] bytes, int start, int end)
            {
                this.bytes = bytes;
                cursor = new MidiCursor(bytes, start, end, null);
            }

            /// <summary>Goes to the next event; false if there is none.</summary>
            public bool MoveNext() => cursor.MoveNext();

            /// <summary>The event that the enumerator has come to.</summary>
            public MidiEvent Current => new MidiEvent(
                cursor.Tick,
                cursor.Status,
                cursor.Data1,
                cursor.Data2,
                bytes,
                cursor.PayloadOffset,
                cursor.PayloadLength);
        }
    }
}
