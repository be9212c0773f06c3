#nullable enable
using System;
using System.Collections.Generic;
using System.Text;

namespace RnnGen
{
    /// <summary>Makes a <see cref="MidiTrack"/> from events that are given in order of time.</summary>
    public sealed class MidiTrackWriter
    {
        private const int LargestDelta = 0x0FFFFFFF;

        private readonly List<byte> bytes = new List<byte>();
        private readonly bool runningStatus;
        private int running;
        private long now;

        /// <summary>Initializes a new writer.</summary>
        /// <param name="runningStatus">
        /// Whether a status byte is left out where the one before it holds, which makes files smaller.
        /// </param>
        public MidiTrackWriter(bool runningStatus = false)
        {
            this.runningStatus = runningStatus;
        }

        /// <summary>Adds an event of a channel.</summary>
        /// <param name="tick">The time, not before that of the last event.</param>
        /// <param name="kind">What the event is; not a system exclusive, escape or meta event.</param>
        /// <param name="channel">The channel, 0 to 15.</param>
        /// <param name="data1">The first data byte, 0 to 127.</param>
        /// <param name="data2">The second data byte, 0 to 127; ignored where the event has none.</param>
        public void Add(long tick, MidiKind kind, int channel, int data1, int data2 = 0)
        {
            if (kind < MidiKind.NoteOff || kind >= MidiKind.Sysex || ((int)kind & 0x0F) != 0)
            {
                throw new ArgumentException($"The event must be one of a channel, not {kind}.", nameof(kind));
            }

            if (channel < 0 || channel > 15)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(channel), $"The channel must be 0 to 15, but was {channel}.");
            }

            if (data1 < 0 || data1 > 127 || data2 < 0 || data2 > 127)
            {
                throw new ArgumentException($"Data bytes must be 0 to 127, but were {data1} and {data2}.");
            }

            AddTime(tick);
            var status = (int)kind | channel;
            if (!runningStatus || status != running)
            {
                bytes.Add((byte)status);
                running = status;
            }

            bytes.Add((byte)data1);
            if (kind != MidiKind.Program && kind != MidiKind.ChannelPressure)
            {
                bytes.Add((byte)data2);
            }
        }

        /// <summary>Adds a meta event; the end of the track is added by <see cref="ToTrack"/>.</summary>
        /// <param name="tick">The time, not before that of the last event.</param>
        /// <param name="meta">What the event is about; not the end of the track.</param>
        /// <param name="payload">Its bytes.</param>
        public void Add(long tick, MidiMeta meta, ReadOnlySpan<byte> payload)
        {
            if (meta == MidiMeta.EndOfTrack)
            {
                throw new ArgumentException("The end of a track must be left to ToTrack.", nameof(meta));
            }

            AddTime(tick);
            AddMeta(meta, payload);
        }

        /// <summary>Adds a text, encoded as UTF-8.</summary>
        public void Add(long tick, MidiMeta meta, string text) =>
            Add(tick, meta, Encoding.UTF8.GetBytes(text));

        /// <summary>Adds a tempo.</summary>
        /// <param name="tick">The time, not before that of the last event.</param>
        /// <param name="microsecondsPerQuarter">The length of a quarter note, 1 to 16,777,215.</param>
        public void AddTempo(long tick, int microsecondsPerQuarter)
        {
            if (microsecondsPerQuarter < 1 || microsecondsPerQuarter > TempoMap.MaxTempo)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(microsecondsPerQuarter),
                    $"A quarter note must last 1 to {TempoMap.MaxTempo} microseconds, "
                    + $"not {microsecondsPerQuarter}.");
            }

            Span<byte> payload = stackalloc byte[3];
            payload[0] = (byte)(microsecondsPerQuarter >> 16);
            payload[1] = (byte)(microsecondsPerQuarter >> 8);
            payload[2] = (byte)microsecondsPerQuarter;
            Add(tick, MidiMeta.Tempo, payload);
        }

        /// <summary>Adds a time signature, with a metronome click on every beat.</summary>
        /// <param name="tick">The time, not before that of the last event.</param>
        /// <param name="numerator">The beats of a bar, 1 to 255.</param>
        /// <param name="denominator">The note value of a beat, a power of two from 1 to 128.</param>
        public void AddMeter(long tick, int numerator, int denominator)
        {
            if (!MeterMap.IsValid(numerator, denominator))
            {
                throw new ArgumentException(
                    "A time signature must have 1 to 255 beats and a denominator that is a power of two up "
                    + $"to {MeterMap.MaxDenominator}, but was {numerator}/{denominator}.");
            }

            var power = 0;
            while (1 << power < denominator)
            {
                power++;
            }

            const int ClocksPerWhole = 96;
            const int ThirtySecondsPerQuarter = 8;
            Span<byte> payload = stackalloc byte[4];
            payload[0] = (byte)numerator;
            payload[1] = (byte)power;
            payload[2] = (byte)Math.Max(1, ClocksPerWhole / denominator);
            payload[3] = ThirtySecondsPerQuarter;
            Add(tick, MidiMeta.Meter, payload);
        }

        /// <summary>Adds a system exclusive message, or a packet of one.</summary>
        /// <param name="tick">The time, not before that of the last event.</param>
        /// <param name="kind">Sysex for a message or its first packet, Escape for further packets.</param>
        /// <param name="payload">The bytes behind the length; the last packet ends with F7.</param>
        public void AddSysex(long tick, MidiKind kind, ReadOnlySpan<byte> payload)
        {
            if (kind != MidiKind.Sysex && kind != MidiKind.Escape)
            {
                throw new ArgumentException($"The event must be Sysex or Escape, not {kind}.", nameof(kind));
            }

            AddTime(tick);
            running = 0;
            bytes.Add((byte)kind);
            AddNumber(payload.Length);
            AddBytes(payload);
        }

        /// <summary>Adds an event of another track, at its own time; an end of track is left out.</summary>
        public void Add(in MidiEvent e)
        {
            if (e.Kind == MidiKind.Sysex || e.Kind == MidiKind.Escape)
            {
                AddSysex(e.Tick, e.Kind, e.Payload);
            }
            else if (e.Kind != MidiKind.Meta)
            {
                Add(e.Tick, e.Kind, e.Channel, e.Data1, e.Data2);
            }
            else if (!e.Is(MidiMeta.EndOfTrack))
            {
                Add(e.Tick, (MidiMeta)e.Data1, e.Payload);
            }
        }

        /// <summary>Ends the track.</summary>
        /// <param name="endTick">The tick at which it ends, if that is behind the last event.</param>
        /// <returns>The track. The writer goes on as if the track were not ended.</returns>
        public MidiTrack ToTrack(long endTick = 0)
        {
            var (length, time, status) = (bytes.Count, now, running);
            AddTime(Math.Max(endTick, now));
            AddMeta(MidiMeta.EndOfTrack, default);
            var copy = bytes.ToArray();
            bytes.RemoveRange(length, bytes.Count - length);
            (now, running) = (time, status);
            var scan = MidiTrackScan.Run(copy, 0, copy.Length, new MidiLog(), new int[MidiTrackScan.Keys]);
            return new MidiTrack(copy, 0, scan);
        }

        private void AddMeta(MidiMeta meta, ReadOnlySpan<byte> payload)
        {
            running = 0;
            bytes.Add((byte)MidiKind.Meta);
            bytes.Add((byte)meta);
            AddNumber(payload.Length);
            AddBytes(payload);
        }

        private void AddTime(long tick)
        {
            if (tick < now)
            {
                throw new ArgumentException(
                    $"Events must be added in order of time, but {tick} follows {now}.", nameof(tick));
            }

            // A delta holds 28 bits; empty texts bridge what is longer.
            for (; tick - now > LargestDelta; now += LargestDelta)
            {
                AddNumber(LargestDelta);
                AddMeta(MidiMeta.Text, default);
            }

            AddNumber((int)(tick - now));
            now = tick;
        }

        private void AddNumber(int number)
        {
            for (var shift = 21; shift > 0; shift -= 7)
            {
                if (number >> shift != 0)
                {
                    bytes.Add((byte)(number >> shift | 0x80));
                }
            }

            bytes.Add((byte)(number & 0x7F));
        }

        private void AddBytes(ReadOnlySpan<byte> values)
        {
            foreach (var value in values)
            {
                bytes.Add(value);
            }
        }
    }
}
