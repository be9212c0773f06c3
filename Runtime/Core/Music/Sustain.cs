#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>Lengthens notes as the sustain pedal does.</summary>
    internal static class Sustain
    {
        private const int Channels = 16;
        private const int Pitches = 128;

        public static NoteSequence Apply(NoteSequence piece)
        {
            var turns = new List<long>[Channels];
            for (var channel = 0; channel < Channels; channel++)
            {
                turns[channel] = Turns(piece, channel);
            }

            var result = new NoteSequence(piece.TicksPerQuarter) { EndTick = piece.EndTick };
            piece.CopyMaps(result, 0, long.MaxValue);

            // Backwards, so that the next strike of each key is known. Two strikes at once are one.
            var next = new long[Channels * Pitches];
            var afterNext = new long[Channels * Pitches];
            Array.Fill(next, piece.EndTick);
            Array.Fill(afterNext, piece.EndTick);
            for (var i = piece.Notes.Count - 1; i >= 0; i--)
            {
                var note = piece.Notes[i];
                var key = note.Channel * Pitches + note.Pitch;
                if (next[key] > note.Start)
                {
                    afterNext[key] = next[key];
                    next[key] = note.Start;
                }

                var release = Math.Min(ReleaseAfter(turns[note.Channel], note.End), afterNext[key]);
                result.Notes.Add(note.At(note.Start, Math.Max(note.End, release)));
            }

            result.Notes.Reverse();
            result.Sort();
            return result;
        }

        /// <summary>Gets the ticks at which the pedal of a channel goes down, up, down, up …</summary>
        private static List<long> Turns(NoteSequence piece, int channel)
        {
            var turns = new List<long>();
            foreach (var pedal in piece.Pedals)
            {
                if (pedal.Channel == channel && pedal.IsDown != (turns.Count % 2 == 1))
                {
                    turns.Add(pedal.Tick);
                }
            }

            return turns;
        }

        /// <summary>
        /// Gets the tick at which a note that ends is released: the same tick if the pedal is up.
        /// </summary>
        private static long ReleaseAfter(List<long> turns, long end)
        {
            var passed = 0;
            var high = turns.Count;
            while (passed < high)
            {
                var middle = (passed + high) / 2;
                if (turns[middle] <= end)
                {
                    passed = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            if (passed % 2 == 0)
            {
                return end;
            }

            return passed < turns.Count ? turns[passed] : long.MaxValue;
        }
    }
}
