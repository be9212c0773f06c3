#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Represents what one walk over the events of a track finds.</summary>
    internal readonly struct MidiTrackScan
    {
        public readonly int End;
        public readonly int EventCount;
        public readonly int NoteCount;
        public readonly long EndTick;
        public readonly bool HasEnd;

        private MidiTrackScan(in MidiCursor cursor, int eventCount, int noteCount, long endTick)
        {
            End = cursor.Position;
            HasEnd = cursor.HasEnd;
            EventCount = eventCount;
            NoteCount = noteCount;
            EndTick = endTick;
        }

        /// <summary>The number of keys: 128 on each of 16 channels.</summary>
        public const int Keys = 16 * 128;

        /// <summary>Gets the number of the key that a note event is about.</summary>
        public static int KeyOf(byte status, byte pitch) => (status & 0x0F) << 7 | pitch;

        /// <summary>Walks over the events in a range of bytes.</summary>
        /// <remarks>In sounding are the notes that sound on each key: zeros, before and after.</remarks>
        public static MidiTrackScan Run(byte[] bytes, int start, int end, MidiLog log, int[] sounding)
        {
            var cursor = new MidiCursor(bytes, start, end, log);
            var events = 0;
            var notes = 0;
            var open = 0;
            var inSysex = false;
            long endTick = 0;
            while (cursor.MoveNext())
            {
                events++;
                endTick = cursor.Tick;
                if (cursor.Status < 0xA0)
                {
                    var key = KeyOf(cursor.Status, cursor.Data1);
                    if (cursor.Status >= 0x90 && cursor.Data2 > 0)
                    {
                        notes++;
                        open++;
                        sounding[key]++;
                    }
                    else if (sounding[key] > 0)
                    {
                        open--;
                        sounding[key]--;
                    }
                    else
                    {
                        log.Add(cursor.Position - 1, MidiProblem.OrphanNoteOff);
                    }
                }
                else if (cursor.Status >= 0xF0)
                {
                    var payload = new ReadOnlySpan<byte>(bytes, cursor.PayloadOffset, cursor.PayloadLength);
                    if (cursor.Status == (byte)MidiKind.Meta)
                    {
                        CheckMeta(cursor, payload, log);
                    }
                    else
                    {
                        inSysex = CheckSysex(cursor, payload, inSysex, log);
                    }
                }
            }

            if (inSysex)
            {
                log.Add(cursor.Position, MidiProblem.UnfinishedSysex);
            }

            if (open > 0)
            {
                log.Add(cursor.Position, MidiProblem.HangingNotes);
                Array.Clear(sounding, 0, sounding.Length);
            }

            return new MidiTrackScan(cursor, events, notes, endTick);
        }

        private static void CheckMeta(in MidiCursor cursor, ReadOnlySpan<byte> payload, MidiLog log)
        {
            var (isValid, length, problem) = (MidiMeta)cursor.Data1 switch
            {
                MidiMeta.Tempo => (MidiMetaPayload.TryGetTempo(payload, out _), 3, MidiProblem.InvalidTempo),
                MidiMeta.Meter =>
                    (MidiMetaPayload.TryGetMeter(payload, out _, out _), 4, MidiProblem.InvalidMeter),
                MidiMeta.Key => (MidiMetaPayload.TryGetKey(payload, out _), 2, MidiProblem.InvalidKey),
                _ => (true, payload.Length, default),
            };
            if (!isValid)
            {
                log.Add(cursor.PayloadOffset, problem);
            }
            else if (payload.Length != length)
            {
                log.Add(cursor.PayloadOffset, MidiProblem.MetaLength);
            }
        }

        /// <summary>Checks a packet, and gets whether the message goes on behind it.</summary>
        private static bool CheckSysex(
            in MidiCursor cursor, ReadOnlySpan<byte> packet, bool inSysex, MidiLog log)
        {
            var begins = cursor.Status == (byte)MidiKind.Sysex;
            if (begins && inSysex)
            {
                log.Add(cursor.PayloadOffset, MidiProblem.UnfinishedSysex);
            }

            if (!begins && !inSysex)
            {
                return false;
            }

            var ends = packet.Length > 0 && packet[packet.Length - 1] == (byte)MidiKind.Escape;
            foreach (var value in ends ? packet.Slice(0, packet.Length - 1) : packet)
            {
                if (value >= 0x80)
                {
                    log.Add(cursor.PayloadOffset, MidiProblem.LargeSysexByte);
                    break;
                }
            }

            return !ends;
        }
    }
}
