#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>Joins the note-on and note-off events of tracks to notes.</summary>
    /// <remarks>
    /// A note-off ends the note of its track, channel and pitch that began first. One that ends nothing is
    /// ignored; notes that nothing ends are ended with their track.
    /// </remarks>
    internal sealed class NotePairing
    {
        private readonly List<Note> notes;
        private readonly ProgramMap programs;

        // The notes that sound on each key are chained by their index in notes, in order of their beginning.
        private readonly int[] first = new int[MidiTrackScan.Keys];
        private readonly int[] last = new int[MidiTrackScan.Keys];
        private readonly List<int> next = new List<int>();

        public NotePairing(List<Note> notes, ProgramMap programs)
        {
            this.notes = notes;
            this.programs = programs;
            Array.Fill(first, -1);
        }

        public void AddTrack(MidiTrack track, ushort index)
        {
            var sounding = 0;
            foreach (var e in track)
            {
                if (e.IsNoteOn)
                {
                    Begin(e, index);
                    sounding++;
                }
                else if (e.IsNoteOff && End(MidiTrackScan.KeyOf(e.Status, e.Data1), e.Tick))
                {
                    sounding--;
                }
            }

            for (var key = 0; sounding > 0; key++)
            {
                while (End(key, track.EndTick))
                {
                    sounding--;
                }
            }
        }

        private void Begin(in MidiEvent e, ushort track)
        {
            var note = notes.Count;
            var key = MidiTrackScan.KeyOf(e.Status, e.Data1);
            var program = programs.ProgramAt(e.Channel, e.Tick);
            notes.Add(new Note(e.Tick, e.Tick, e.Data1, e.Data2, (byte)e.Channel, program, track));
            next.Add(-1);
            if (first[key] < 0)
            {
                first[key] = note;
            }
            else
            {
                next[last[key]] = note;
            }

            last[key] = note;
        }

        private bool End(int key, long tick)
        {
            var note = first[key];
            if (note < 0)
            {
                return false;
            }

            notes[note] = notes[note].At(notes[note].Start, tick);
            first[key] = next[note];
            return true;
        }
    }
}
