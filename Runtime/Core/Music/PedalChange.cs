#nullable enable
namespace RnnGen
{
    /// <summary>Represents a movement of the sustain pedal (controller 64) of one channel.</summary>
    public readonly struct PedalChange
    {
        /// <summary>The tick at which the pedal moves.</summary>
        public readonly long Tick;

        /// <summary>The MIDI channel, 0 to 15.</summary>
        public readonly byte Channel;

        /// <summary>How far the pedal is down, 0 to 127.</summary>
        public readonly byte Value;

        /// <summary>The index of the track that the movement belongs to.</summary>
        public readonly ushort Track;

        /// <summary>Initializes a new movement of the pedal.</summary>
        public PedalChange(long tick, byte channel, byte value, ushort track = 0)
        {
            Tick = tick;
            Channel = channel;
            Value = value;
            Track = track;
        }

        /// <summary>Whether the pedal sustains notes: General MIDI asks for a value of 64 or more.</summary>
        public bool IsDown => Value >= 64;
    }
}
