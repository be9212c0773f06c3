#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>
    /// Represents a listener to events that writes them down as a <see cref="NoteSequence"/>.
    /// </summary>
    /// <remarks>The memory grows with the notes. Not safe for use by several threads at once.</remarks>
    public sealed class NoteRecorder
    {
        private readonly List<NoteEvent> changes = new List<NoteEvent>();
        private readonly List<Note> notes = new List<Note>();
        private readonly List<NoteEvent> open = new List<NoteEvent>();

        /// <summary>Writes down one event.</summary>
        public void Add(in NoteEvent next)
        {
            ExtendTo(next.Tick);
            switch (next.Kind)
            {
                case NoteEventKind.NoteOn:
                    open.Add(next);
                    break;
                case NoteEventKind.NoteOff:
                    Close(next);
                    break;
                case NoteEventKind.Meter:
                case NoteEventKind.Tempo:
                    changes.Add(next);
                    break;
            }
        }

        /// <summary>Makes the sequence; notes that still sound end at <see cref="EndTick"/>.</summary>
        public NoteSequence ToSequence()
        {
            var sequence = new NoteSequence(NoteEvent.TicksPerQuarter);
            foreach (var change in changes)
            {
                if (change.Kind == NoteEventKind.Meter)
                {
                    sequence.Meter.Set(change.Tick, change.Numerator, change.Denominator);
                }
                else
                {
                    sequence.Tempo.Set(change.Tick, change.MicrosecondsPerQuarter);
                }
            }

            sequence.Notes.AddRange(notes);
            foreach (var on in open)
            {
                if (on.Tick < EndTick)
                {
                    sequence.Notes.Add(ToNote(on, EndTick));
                }
            }

            sequence.EndTick = EndTick;
            sequence.Sort();
            return sequence;
        }

        /// <summary>
        /// Tells that time has passed up to a tick, though no event came: notes that still sound, and the piece, end no
        /// earlier. A tick before <see cref="EndTick"/> changes nothing.
        /// </summary>
        public void ExtendTo(long tick) => EndTick = Math.Max(EndTick, tick);

        internal void AddAll(NoteReader reader)
        {
            while (reader.TryTake(out var next))
            {
                Add(next);
            }
        }

        private void Close(in NoteEvent off)
        {
            for (var i = open.Count - 1; i >= 0; i--)
            {
                if (open[i].Channel == off.Channel && open[i].Pitch == off.Pitch)
                {
                    notes.Add(ToNote(open[i], off.Tick));
                    open.RemoveAt(i);
                    return;
                }
            }
        }

        private static Note ToNote(in NoteEvent on, long end)
        {
            return new Note(on.Tick, end, on.Pitch, on.Velocity, on.Channel, on.Program, on.Channel);
        }

        /// <summary>The time up to which events are known, in ticks.</summary>
        public long EndTick { get; private set; }
    }
}
