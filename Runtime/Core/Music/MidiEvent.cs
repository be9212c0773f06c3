#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Represents one event of a <see cref="MidiTrack"/>.</summary>
    /// <remarks>A small value over the bytes of the track: making one allocates nothing.</remarks>
    public readonly struct MidiEvent
    {
        private readonly byte[] bytes;
        private readonly int offset;
        private readonly int length;

        internal MidiEvent(
            long tick, byte status, byte data1, byte data2, byte[] bytes, int offset, int length)
        {
            Tick = tick;
            Status = status;
            Data1 = data1;
            Data2 = data2;
            this.bytes = bytes;
            this.offset = offset;
            this.length = length;
        }

        /// <summary>Gets the text of a meta event: UTF-8 if its bytes are that, otherwise Latin-1.</summary>
        public string GetText() => MidiMetaPayload.GetText(Payload);

        /// <summary>Gets the tempo, if this is a tempo event that states one.</summary>
        /// <param name="microsecondsPerQuarter">The length of a quarter note, 1 to 16,777,215.</param>
        public bool TryGetTempo(out int microsecondsPerQuarter)
        {
            microsecondsPerQuarter = 0;
            return Is(MidiMeta.Tempo) && MidiMetaPayload.TryGetTempo(Payload, out microsecondsPerQuarter);
        }

        /// <summary>Gets the time signature, if this is a meter event that states a sensible one.</summary>
        public bool TryGetMeter(out int numerator, out int denominator)
        {
            numerator = denominator = 0;
            return Is(MidiMeta.Meter) && MidiMetaPayload.TryGetMeter(Payload, out numerator, out denominator);
        }

        /// <summary>Gets a value indicating whether this is a meta event of some kind.</summary>
        public bool Is(MidiMeta meta) => Status == (byte)MidiKind.Meta && Data1 == (byte)meta;

        /// <summary>The time in ticks from the beginning of the track.</summary>
        public long Tick { get; }

        /// <summary>The status byte, also where the file left it out.</summary>
        public byte Status { get; }

        /// <summary>The first data byte, 0 to 127; the type of a meta event.</summary>
        public byte Data1 { get; }

        /// <summary>The second data byte, 0 to 127; 0 where the event has none.</summary>
        public byte Data2 { get; }

        /// <summary>The bytes of a system exclusive, escape or meta event behind its length.</summary>
        public ReadOnlySpan<byte> Payload => new ReadOnlySpan<byte>(bytes, offset, length);

        /// <summary>What the event is.</summary>
        public MidiKind Kind => (MidiKind)(Status < 0xF0 ? Status & 0xF0 : Status);

        /// <summary>The channel of a channel event, 0 to 15.</summary>
        public int Channel => Status & 0x0F;

        /// <summary>Whether a key is struck: a note-on with a velocity.</summary>
        public bool IsNoteOn => (Status & 0xF0) == 0x90 && Data2 > 0;

        /// <summary>Whether a key is released: a note-off, or a note-on without velocity.</summary>
        public bool IsNoteOff => (Status & 0xF0) == 0x80 || (Status & 0xF0) == 0x90 && Data2 == 0;

        /// <summary>
        /// The key signature, or null if this is not a key event or states none that exists.
        /// </summary>
        public KeySignature? Key =>
            Is(MidiMeta.Key) && MidiMetaPayload.TryGetKey(Payload, out var key) ? key : (KeySignature?)null;
    }
}
