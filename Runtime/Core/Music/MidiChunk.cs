#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Represents a chunk of a MIDI file that is neither header nor track, kept as it is.</summary>
    public sealed class MidiChunk
    {
        private readonly byte[] bytes;
        private readonly int offset;
        private readonly int length;

        internal MidiChunk(byte[] bytes, int offset, int length, int tracksBefore)
        {
            this.bytes = bytes;
            this.offset = offset;
            this.length = length;
            TracksBefore = tracksBefore;
        }

        /// <summary>The name of the chunk, four characters.</summary>
        public string Name => MidiMetaPayload.GetText(new ReadOnlySpan<byte>(bytes, offset, 4));

        /// <summary>The bytes of the chunk behind its name and length.</summary>
        public ReadOnlySpan<byte> Data => new ReadOnlySpan<byte>(bytes, offset + 8, length - 8);

        /// <summary>The chunk with its name and length.</summary>
        internal ReadOnlySpan<byte> Bytes => new ReadOnlySpan<byte>(bytes, offset, length);

        /// <summary>How many tracks stand before the chunk.</summary>
        internal int TracksBefore { get; }
    }
}
