#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Represents what a tick is: a part of a quarter note, or a part of a frame of time code.
    /// </summary>
    public readonly struct MidiDivision
    {
        internal MidiDivision(ushort word)
        {
            Word = word;
        }

        /// <summary>Initializes a new division of the quarter note.</summary>
        /// <param name="ticksPerQuarter">The ticks of a quarter note, 1 to 32,767.</param>
        public MidiDivision(int ticksPerQuarter)
        {
            if (ticksPerQuarter < 1 || ticksPerQuarter > short.MaxValue)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(ticksPerQuarter),
                    $"The ticks of a quarter note must be 1 to 32767, but were {ticksPerQuarter}.");
            }

            Word = (ushort)ticksPerQuarter;
        }

        /// <summary>Initializes a new division of the frame.</summary>
        /// <param name="framesPerSecond">24, 25, 29 or 30, where 29 means 30000/1001.</param>
        /// <param name="ticksPerFrame">The ticks of a frame, 1 to 255.</param>
        public MidiDivision(int framesPerSecond, int ticksPerFrame)
        {
            if (framesPerSecond < 1 || framesPerSecond > 128 || ticksPerFrame < 1 || ticksPerFrame > 255)
            {
                throw new ArgumentException(
                    "A division must have 1 to 128 frames per second and 1 to 255 ticks per frame, "
                    + $"but has {framesPerSecond} and {ticksPerFrame}.");
            }

            Word = (ushort)(256 - framesPerSecond << 8 | ticksPerFrame);
        }

        /// <summary>The two bytes of the file's header as a number.</summary>
        public ushort Word { get; }

        /// <summary>Whether ticks are parts of a frame, so that tempos do not matter.</summary>
        public bool IsTimeCode => Word >= 0x8000;

        /// <summary>The ticks of a quarter note; 0 for time code.</summary>
        public int TicksPerQuarter => IsTimeCode ? 0 : Word;

        /// <summary>The frames of a second as stated, 29 for 29.97; 0 if there is no time code.</summary>
        public int FramesPerSecond => IsTimeCode ? 256 - (Word >> 8) : 0;

        /// <summary>The ticks of a frame; 0 if there is no time code.</summary>
        public int TicksPerFrame => IsTimeCode ? Word & 0xFF : 0;

        /// <summary>
        /// The ticks of a second of time code, counted without dropped frames; 0 without time code.
        /// </summary>
        internal int NominalTicksPerSecond => (FramesPerSecond == 29 ? 30 : FramesPerSecond) * TicksPerFrame;

        /// <summary>
        /// How long <see cref="NominalTicksPerSecond"/> ticks last: longer for 29.97 frames a second.
        /// </summary>
        internal int NominalSecondInMicroseconds => FramesPerSecond == 29 ? 1_001_000 : 1_000_000;
    }
}
