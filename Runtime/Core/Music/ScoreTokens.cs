#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// The tokens of <see cref="ScoreCodec"/>: their order, and what the finer ones stand for.
    /// </summary>
    internal static class ScoreTokens
    {
        public const int StepsPerQuarter = 24;
        public const int LongestBar = 8 * StepsPerQuarter;
        public const int LongestNote = 32 * StepsPerQuarter;

        public const int Durations = StepsPerQuarter + 5 * StepsPerOctave;
        public const int Velocities = 16;

        public const int Bar = 0;
        public const int Meter = Bar + 1;
        public const int Tempo = Meter + ScoreMeters.Count;
        public const int Position = Tempo + ScoreTempos.Count;
        public const int Part = Position + LongestBar - 1;
        public const int Velocity = Part + ScoreParts.Count;
        public const int Duration = Velocity + Velocities;
        public const int Pitch = Duration + Durations;
        public const int Drum = Pitch + 128;
        public const int Count = Drum + 128;

        // Up to a quarter note every step has its duration; each doubling after that has twelve.
        private const int StepsPerOctave = 12;

        public static readonly TokenRange[] Kinds =
        {
            new TokenRange(Bar, 1),
            new TokenRange(Meter, ScoreMeters.Count),
            new TokenRange(Tempo, ScoreTempos.Count),
            new TokenRange(Position, LongestBar - 1),
            new TokenRange(Part, ScoreParts.Count),
            new TokenRange(Velocity, Velocities),
            new TokenRange(Duration, Durations),
            new TokenRange(Pitch, 128),
            new TokenRange(Drum, 128),
        };

        public static int StepsOfDuration(int index)
        {
            if (index < StepsPerQuarter)
            {
                return index + 1;
            }

            var octave = (index - StepsPerQuarter) / StepsPerOctave;
            var part = (index - StepsPerQuarter) % StepsPerOctave + 1;
            return (StepsPerQuarter << octave) + part * (2 << octave);
        }

        /// <summary>Gets the duration nearest to a number of steps, 1 or more.</summary>
        public static int DurationOf(long steps)
        {
            if (steps <= StepsPerQuarter)
            {
                return (int)steps - 1;
            }

            var octave = 0;
            while (steps > StepsPerQuarter << (octave + 1))
            {
                octave++;
            }

            var line = 2 << octave;
            var part = (steps - (StepsPerQuarter << octave) + line / 2) / line;
            return (int)Math.Min(StepsPerQuarter + octave * StepsPerOctave + part - 1, Durations - 1);
        }

        public static byte VelocityOf(int bin) => (byte)(8 * bin + 4);
    }
}
