#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>Writes one piece as tokens of <see cref="ScoreCodec"/>.</summary>
    internal sealed class ScoreWriter
    {
        private const int ShortestSilence = 32;

        private readonly NoteSequence sequence;
        private readonly List<int> tokens = new List<int>();
        private readonly int[] velocities = new int[ScoreParts.Count];
        private readonly int[] durations = new int[ScoreParts.Count];
        private int part = -1;
        private int meter;
        private int nextMeter;
        private int saidMeter = -1;
        private int saidTempo = -1;
        private long bar;
        private long barLength;
        private long position;

        public ScoreWriter(NoteSequence sequence)
        {
            this.sequence = sequence;
            Array.Fill(velocities, -1);
            Array.Fill(durations, -1);
        }

        public int[] Write()
        {
            BeginBar();
            foreach (var note in Notes())
            {
                GoTo(note.Step);
                Say(note);
            }

            return tokens.ToArray();
        }

        private List<GridNote> Notes()
        {
            var found = new List<GridNote>(sequence.Notes.Count);
            foreach (var note in sequence.Notes)
            {
                var step = StepAt(note.Start);
                var duration = Math.Clamp(StepAt(note.End) - step, 1, ScoreTokens.LongestNote);
                var key = note.IsDrum ? ScoreParts.DrumKey(note.Pitch) : note.Pitch;
                found.Add(new GridNote(step, ScoreParts.Of(note), key, note.Velocity, duration));
            }

            return GridNote.Untangle(found, ScoreParts.Count);
        }

        private void GoTo(long step)
        {
            while (step >= bar + barLength)
            {
                SkipSilence(step);
                bar += barLength;
                position = 0;
                tokens.Add(ScoreTokens.Bar);
                BeginBar();
            }
        }

        // In a long silence the source's bars go by without a token, up to the next meter that is written, but for
        // as many as the longest note may go on.
        private void SkipSilence(long step)
        {
            var kept = Math.Max(ShortestSilence, (ScoreTokens.LongestNote + barLength - 1) / barLength + 1);
            var bars = (NextMeterBefore(step) - bar) / barLength;
            if (bars > kept)
            {
                bar += (bars - kept) * barLength;
            }
        }

        private long NextMeterBefore(long step)
        {
            var (line, next, current) = (bar, nextMeter, meter);
            while (next < sequence.Meter.Changes.Count)
            {
                line += Math.Max(1, (StepAt(sequence.Meter.Changes[next].Tick) - line) / barLength) * barLength;
                if (line >= step || MeterAt(line, ref next, ref current) != saidMeter)
                {
                    return Math.Min(line, step);
                }
            }

            return step;
        }

        private void BeginBar()
        {
            var own = MeterAt(bar, ref nextMeter, ref meter);
            barLength = ScoreMeters.Steps(own);
            SayIfNew(ref saidMeter, own, ScoreTokens.Meter);

            // A step after the bar line, because the line may be rounded to a tick before the tempo's.
            var tempo = sequence.Tempo.TempoAt(TickAt(bar + 1)).QuartersPerMinute;
            SayIfNew(ref saidTempo, ScoreTempos.Nearest(tempo), ScoreTokens.Tempo);
        }

        /// <summary>Gets the meter of a bar: the current one, or a shorter where the next one cuts the bar.</summary>
        private int MeterAt(long line, ref int next, ref int current)
        {
            var changes = sequence.Meter.Changes;
            for (; next < changes.Count && StepAt(changes[next].Tick) <= line; next++)
            {
                current = ScoreMeters.Nearest(changes[next].Numerator, changes[next].Denominator);
            }

            var left = next < changes.Count ? StepAt(changes[next].Tick) - line : long.MaxValue;
            var cut = left < ScoreMeters.Steps(current) ? ScoreMeters.OfSteps(left) : -1;
            return cut >= 0 ? cut : current;
        }

        private void Say(GridNote note)
        {
            if (note.Step - bar != position)
            {
                position = note.Step - bar;
                tokens.Add(ScoreTokens.Position + (int)position - 1);
            }

            SayIfNew(ref part, note.Part, ScoreTokens.Part);
            SayIfNew(ref velocities[part], note.Velocity / 8, ScoreTokens.Velocity);
            if (part == ScoreParts.Drums)
            {
                tokens.Add(ScoreTokens.Drum + note.Pitch);
                return;
            }

            SayIfNew(ref durations[part], ScoreTokens.DurationOf(note.Duration), ScoreTokens.Duration);
            tokens.Add(ScoreTokens.Pitch + note.Pitch);
        }

        private void SayIfNew(ref int said, int index, int kind)
        {
            if (said != index)
            {
                said = index;
                tokens.Add(kind + index);
            }
        }

        private long StepAt(long tick)
        {
            return (tick * 2 * ScoreTokens.StepsPerQuarter + sequence.TicksPerQuarter)
                / (2 * sequence.TicksPerQuarter);
        }

        private long TickAt(long step) => step * sequence.TicksPerQuarter / ScoreTokens.StepsPerQuarter;
    }
}
