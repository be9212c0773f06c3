#nullable enable

namespace RnnGen
{
    /// <summary>Represents a note that has begun, and the step at which it is to end.</summary>
    internal readonly struct SoundingNote
    {
        public readonly long End;
        public readonly byte Part;
        public readonly byte Pitch;

        public SoundingNote(long end, int part, int pitch)
        {
            End = end;
            Part = (byte)part;
            Pitch = (byte)pitch;
        }

        /// <summary>
        /// Gets a value indicating whether this ends before the other: by time, then part, then pitch.
        /// </summary>
        public bool IsBefore(SoundingNote other)
        {
            if (End != other.End)
            {
                return End < other.End;
            }

            return Part != other.Part ? Part < other.Part : Pitch < other.Pitch;
        }
    }
}
