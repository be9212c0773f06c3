#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>Represents a note on a grid of time, as codecs write them; sorted by step, part and pitch.</summary>
    internal readonly struct GridNote : IComparable<GridNote>
    {
        public readonly long Step;
        public readonly byte Part;
        public readonly byte Pitch;
        public readonly byte Velocity;
        public readonly long Duration;

        public GridNote(long step, int part, byte pitch, byte velocity, long duration)
        {
            Step = step;
            Part = (byte)part;
            Pitch = pitch;
            Velocity = velocity;
            Duration = duration;
        }

        /// <summary>Sorts notes and sees to it that no two of a part and pitch sound at once.</summary>
        /// <param name="found">The notes, which are sorted.</param>
        /// <param name="parts">The number of parts.</param>
        /// <returns>
        /// Those that remain: one that is struck again while it sounds ends there; of notes with the same part, start
        /// and pitch, one is kept, as long and loud as any of them.
        /// </returns>
        public static List<GridNote> Untangle(List<GridNote> found, int parts)
        {
            found.Sort();
            var notes = new List<GridNote>(found.Count);
            var last = new int[parts * 128];
            Array.Fill(last, -1);
            foreach (var note in found)
            {
                ref var at = ref last[note.Part * 128 + note.Pitch];
                if (at >= 0 && notes[at].Step == note.Step)
                {
                    var other = notes[at];
                    notes[at] = note.With(
                        Math.Max(note.Velocity, other.Velocity), Math.Max(note.Duration, other.Duration));
                    continue;
                }

                if (at >= 0)
                {
                    var other = notes[at];
                    notes[at] = other.With(other.Velocity, Math.Min(other.Duration, note.Step - other.Step));
                }

                at = notes.Count;
                notes.Add(note);
            }

            return notes;
        }

        private GridNote With(byte velocity, long duration)
        {
            return new GridNote(Step, Part, Pitch, velocity, duration);
        }

        public int CompareTo(GridNote other)
        {
            return Step != other.Step ? Step.CompareTo(other.Step)
                : Part != other.Part ? Part.CompareTo(other.Part)
                : Pitch.CompareTo(other.Pitch);
        }
    }
}
