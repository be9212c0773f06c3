#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>
    /// Represents the 388 tokens of Performance RNN (Simon and Oore, 2017): piano music as it was played, on
    /// a grid of 10 ms.
    /// </summary>
    /// <remarks>
    /// <para>
    /// 0–127 begin a note of that pitch; 128–255 end one; 256–355 let 1 to 100 steps of 10 ms pass; 356–387
    /// set the velocity of the notes to come, in 32 bins of 4 (1–4, 5–8 … 125–128), read back at their
    /// middle. Events of one step come in the order of their notes (by start, then pitch), a velocity only
    /// before a note that needs another one.
    /// </para>
    /// <para>
    /// All notes but drums are one piano, the sustain pedal written out as longer notes. Reading the tokens
    /// back gives every note with its start and end to the nearest 10 ms and its velocity within 2, except:
    /// notes last 10 ms to 9.99 s; a note that is struck again while it sounds ends there; of notes with the
    /// same start and pitch, one is kept, as long and loud as any of them; a silence of more than a minute
    /// lasts a minute.
    /// </para>
    /// </remarks>
    public sealed class PerformanceCodec : NoteCodec
    {
        internal const string CodecName = "performance";
        internal const int StepsPerSecond = 100;
        internal const int LongestNote = 10 * StepsPerSecond - 1;
        internal const int LongestShift = 100;
        internal const int Velocities = 32;
        internal const int On = 0;
        internal const int Off = On + 128;
        internal const int Shift = Off + 128;
        internal const int Velocity = Shift + LongestShift;

        private const int LongestSilence = 60 * StepsPerSecond;

        /// <inheritdoc/>
        public override int[] Encode(NoteSequence sequence)
        {
            var tokens = new List<int>();
            var now = 0L;
            var cut = 0L;
            var velocity = -1;
            foreach (var moment in Moments(NotesOf(sequence.ApplyPedal())))
            {
                // Where nothing sounds for long, the clock stands still; times after it count from there.
                var passed = moment.Step - cut - now;
                if (passed > LongestSilence)
                {
                    cut += passed - LongestSilence;
                    passed = LongestSilence;
                }

                now += passed;
                for (; passed > 0; passed -= Math.Min(passed, LongestShift))
                {
                    tokens.Add(Shift - 1 + (int)Math.Min(passed, LongestShift));
                }

                if (moment.IsEnd)
                {
                    tokens.Add(Off + moment.Pitch);
                    continue;
                }

                if (moment.Velocity != velocity)
                {
                    velocity = moment.Velocity;
                    tokens.Add(Velocity + velocity);
                }

                tokens.Add(On + moment.Pitch);
            }

            return tokens.ToArray();
        }

        /// <inheritdoc/>
        public override (int First, int Count) AlternativesOf(int token)
        {
            return token < Off ? (On, Off - On) : token < Velocity ? (token, 1) : (Velocity, Velocities);
        }

        /// <inheritdoc/>
        public override string Describe(int token)
        {
            if (token < 0 || token >= TokenCount)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(token), $"The token must be 0 to {TokenCount - 1}, but was {token}.");
            }

            return token < Off ? $"on {token - On}"
                : token < Shift ? $"off {token - Off}"
                : token < Velocity ? $"wait {10 * (token - Shift + 1)} ms"
                : $"velocity {VelocityOf(token - Velocity)}";
        }

        /// <inheritdoc/>
        public override NoteReader NewReader() => new PerformanceReader();

        internal static byte VelocityOf(int bin) => (byte)(4 * bin + 2);

        private static List<GridNote> NotesOf(NoteSequence sequence)
        {
            var found = new List<GridNote>(sequence.Notes.Count);
            foreach (var note in sequence.Notes)
            {
                if (!note.IsDrum)
                {
                    var start = StepAt(sequence.Tempo, note.Start);
                    var length = Math.Clamp(StepAt(sequence.Tempo, note.End) - start, 1, LongestNote);
                    var bin = (byte)(Math.Max(0, note.Velocity - 1) / 4);
                    found.Add(new GridNote(start, 0, note.Pitch, bin, length));
                }
            }

            return GridNote.Untangle(found, parts: 1);
        }

        private static long StepAt(TempoMap tempo, long tick)
        {
            return (long)Math.Round(tempo.SecondsAt(tick) * StepsPerSecond);
        }

        private static List<Moment> Moments(List<GridNote> notes)
        {
            var moments = new List<Moment>(2 * notes.Count);
            for (var i = 0; i < notes.Count; i++)
            {
                var note = notes[i];
                moments.Add(new Moment(note.Step, i, false, note.Pitch, note.Velocity));
                moments.Add(new Moment(note.Step + note.Duration, i, true, note.Pitch, note.Velocity));
            }

            moments.Sort();
            return moments;
        }

        /// <inheritdoc/>
        public override string Name => CodecName;

        /// <inheritdoc/>
        public override int TokenCount => Velocity + Velocities;

        /// <summary>The token that a network hears before the first of a piece: one second passes.</summary>
        public override int StartToken => Shift + LongestShift - 1;

        /// <inheritdoc/>
        public override bool IsMetric => false;

        private readonly struct Moment : IComparable<Moment>
        {
            public readonly long Step;
            public readonly bool IsEnd;
            public readonly int Pitch;
            public readonly int Velocity;

            private readonly int note;

            public Moment(long step, int note, bool isEnd, int pitch, int velocity)
            {
                Step = step;
                IsEnd = isEnd;
                Pitch = pitch;
                Velocity = velocity;
                this.note = note;
            }

            public int CompareTo(Moment other)
            {
                return Step != other.Step ? Step.CompareTo(other.Step)
                    : note != other.note ? note.CompareTo(other.note)
                    : IsEnd.CompareTo(other.IsEnd);
            }
        }
    }
}
