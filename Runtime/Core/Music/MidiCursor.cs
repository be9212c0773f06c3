#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Walks over the bytes of a track, event by event, whatever the bytes are.</summary>
    /// <remarks>
    /// This is the only place that knows how events are encoded. The reader walks with a log, later walks go
    /// over the same bytes without one and find the same events.
    /// </remarks>
    internal struct MidiCursor
    {
        private const int LargestNumber = 0x0FFFFFFF;

        private readonly byte[] bytes;
        private readonly MidiLog? log;
        private int end;
        private byte running;
        private bool cancelled;

        public long Tick;
        public byte Status;
        public byte Data1;
        public byte Data2;
        public int Position;
        public int PayloadOffset;
        public int PayloadLength;

        public MidiCursor(byte[] bytes, int start, int end, MidiLog? log)
        {
            this = default;
            this.bytes = bytes;
            this.end = end;
            this.log = log;
            Position = start;
        }

        /// <summary>Goes to the next event; false behind the end-of-track event or the last byte.</summary>
        public bool MoveNext()
        {
            // Nearly all events are a delta of one or two bytes and a message with two data bytes.
            if (end - Position < 5)
            {
                return MoveNextCarefully();
            }

            var next = new ReadOnlySpan<byte>(bytes, Position, 5);
            int delta = next[0];
            var status = next[1];
            var data1 = next[2];
            var data2 = next[3];
            var length = 4;
            if (delta >= 0x80)
            {
                if (status >= 0x80)
                {
                    return MoveNextCarefully();
                }

                delta = (delta & 0x7F) << 7 | status;
                status = data1;
                data1 = data2;
                data2 = next[4];
                length = 5;
            }

            if (status < 0x80 && !cancelled)
            {
                data2 = data1;
                data1 = status;
                status = running;
                length--;
            }

            if (status < 0x80 || status >= 0xF0 || (status & 0xE0) == 0xC0 || (data1 | data2) >= 0x80)
            {
                return MoveNextCarefully();
            }

            Position += length;
            Tick += delta;
            Status = running = status;
            Data1 = data1;
            Data2 = data2;
            PayloadLength = 0;
            cancelled = false;
            return true;
        }

        private bool MoveNextCarefully()
        {
            while (Position < end)
            {
                int delta = bytes[Position++];
                if (delta >= 0x80)
                {
                    delta = FinishNumber(delta);
                }

                if (Position >= end)
                {
                    log?.Add(Position, MidiProblem.CutEvent);
                    return false;
                }

                Tick += delta;
                if (!ReadStatus())
                {
                    return false;
                }

                if (Status < 0xF0)
                {
                    return ReadChannelEvent();
                }

                if (Status == (byte)MidiKind.Meta || Status == (byte)MidiKind.Sysex
                    || Status == (byte)MidiKind.Escape)
                {
                    return ReadPayloadEvent();
                }

                SkipSystemMessage();
            }

            return false;
        }

        private bool ReadStatus()
        {
            Status = bytes[Position];
            if (Status >= 0x80)
            {
                Position++;
                return true;
            }

            if (running != 0)
            {
                if (cancelled)
                {
                    log?.Add(Position, MidiProblem.RunningStatusCancelled);
                    cancelled = false;
                }

                Status = running;
                return true;
            }

            log?.Add(Position, MidiProblem.MissingStatus);
            while (Position < end && bytes[Position] < 0x80)
            {
                Position++;
            }

            if (Position >= end)
            {
                return false;
            }

            Status = bytes[Position++];
            return true;
        }

        private bool ReadChannelEvent()
        {
            running = Status;
            cancelled = false;
            PayloadLength = 0;
            var hasTwo = Status < 0xC0 || Status >= 0xE0;
            if (end - Position < (hasTwo ? 2 : 1))
            {
                return Cut();
            }

            Data1 = bytes[Position++];
            Data2 = hasTwo ? bytes[Position++] : (byte)0;
            if ((Data1 | Data2) >= 0x80)
            {
                log?.Add(Position - 1, MidiProblem.LargeDataByte);
                Data1 = Data1 > 127 ? (byte)127 : Data1;
                Data2 = Data2 > 127 ? (byte)127 : Data2;
            }

            return true;
        }

        private bool ReadPayloadEvent()
        {
            cancelled = true;
            Data1 = Data2 = 0;
            if (end - Position < (Status == (byte)MidiKind.Meta ? 2 : 1))
            {
                return Cut();
            }

            if (Status == (byte)MidiKind.Meta)
            {
                Data1 = bytes[Position++];
            }

            int length = bytes[Position++];
            if (length >= 0x80)
            {
                length = FinishNumber(length);
            }

            if (length > end - Position)
            {
                log?.Add(Position, MidiProblem.CutEvent);
                length = end - Position;
            }

            PayloadOffset = Position;
            PayloadLength = length;
            Position += length;
            if (Status == (byte)MidiKind.Meta && Data1 == (byte)MidiMeta.EndOfTrack)
            {
                HasEnd = true;
                end = Position;
            }

            return true;
        }

        private void SkipSystemMessage()
        {
            log?.Add(Position - 1, MidiProblem.SystemMessage);
            var dataBytes = Status == 0xF1 || Status == 0xF3 ? 1 : Status == 0xF2 ? 2 : 0;
            Position = end - Position < dataBytes ? end : Position + dataBytes;

            // Real-time messages may come between any two bytes and leave running status alone.
            cancelled |= Status < 0xF8;
        }

        /// <summary>
        /// Reads the rest of a number of seven bits a byte, which the standard limits to four bytes.
        /// </summary>
        private int FinishNumber(int first)
        {
            var start = Position - 1;
            long number = first & 0x7F;
            byte last = 0x80;
            while (last >= 0x80 && Position < end)
            {
                last = bytes[Position++];
                number = number > LargestNumber ? number : number << 7 | (uint)(last & 0x7F);
            }

            if (Position - start > 4)
            {
                log?.Add(start, MidiProblem.LongNumber);
            }

            return (int)(number > LargestNumber ? LargestNumber : number);
        }

        private bool Cut()
        {
            log?.Add(Position, MidiProblem.CutEvent);
            Position = end;
            return false;
        }

        /// <summary>Whether the cursor has met an end-of-track event.</summary>
        public bool HasEnd { get; private set; }
    }
}
