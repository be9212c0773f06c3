#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Represents a system exclusive message, whole.</summary>
    public readonly struct MidiSysex
    {
        private readonly byte[] message;

        internal MidiSysex(long tick, byte[] message)
        {
            Tick = tick;
            this.message = message;
        }

        /// <summary>The tick at which the message begins to be sent.</summary>
        public long Tick { get; }

        /// <summary>The bytes, from F0 to F7.</summary>
        public ReadOnlySpan<byte> Message => message;

        /// <summary>Whether the message ends with F7, as it should.</summary>
        public bool IsComplete => message[message.Length - 1] == (byte)MidiKind.Escape;
    }
}
