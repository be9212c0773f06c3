#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Represents a note on the grid of a score; sorted as scores are read.</summary>
    internal readonly struct ScoreNote : IComparable<ScoreNote>
    {
        public readonly long Step;
        public readonly byte Part;
        public readonly byte Pitch;
        public readonly byte Velocity;
        public readonly long Duration;

        public ScoreNote(long step, int part, byte pitch, byte velocity, long duration)
        {
            Step = step;
            Part = (byte)part;
            Pitch = pitch;
            Velocity = velocity;
            Duration = duration;
        }

        public ScoreNote With(byte velocity, long duration)
        {
            return new ScoreNote(Step, Part, Pitch, velocity, duration);
        }

        public bool IsAtOnceWith(ScoreNote other)
        {
            return Step == other.Step && Part == other.Part && Pitch == other.Pitch;
        }

        public int CompareTo(ScoreNote other)
        {
            return Step != other.Step ? Step.CompareTo(other.Step)
                : Part != other.Part ? Part.CompareTo(other.Part)
                : Pitch.CompareTo(other.Pitch);
        }
    }
}
