#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>Makes a note sequence from the events of a MIDI file.</summary>
    internal static class MidiToNotes
    {
        private const int SustainPedal = 64;

        public static NoteSequence Convert(MidiFile file, int piece)
        {
            var division = file.Division;
            var notes = new NoteSequence(
                division.IsTimeCode ? division.NominalTicksPerSecond : division.TicksPerQuarter);
            var first = file.Format == 2 ? piece : 0;
            var last = file.Format == 2 ? Math.Min(piece, file.Tracks.Count - 1) : file.Tracks.Count - 1;
            var programs = new ProgramMap();
            var tempos = new List<(long Tick, int Order, int Tempo)>();
            var meters = new List<(long Tick, int Order, int Numerator, int Denominator)>();
            for (var i = first; i <= last; i++)
            {
                notes.EndTick = Math.Max(notes.EndTick, file.Tracks[i].EndTick);
                foreach (var e in file.Tracks[i])
                {
                    if (e.Kind == MidiKind.Program)
                    {
                        programs.Add(e.Channel, e.Tick, e.Data1);
                    }
                    else if (e.Kind == MidiKind.Control && e.Data1 == SustainPedal)
                    {
                        notes.Pedals.Add(new PedalChange(e.Tick, (byte)e.Channel, e.Data2, (ushort)i));
                    }
                    else if (e.TryGetTempo(out var tempo))
                    {
                        tempos.Add((e.Tick, tempos.Count, tempo));
                    }
                    else if (e.TryGetMeter(out var numerator, out var denominator))
                    {
                        meters.Add((e.Tick, meters.Count, numerator, denominator));
                    }
                }
            }

            if (division.IsTimeCode)
            {
                // A quarter note of such a piece is a second by decree, whatever the file says about tempo.
                notes.Tempo.Set(0, division.NominalSecondInMicroseconds);
                tempos.Clear();
            }

            // In order of time over all tracks; of several at one tick, the last one holds.
            tempos.Sort();
            meters.Sort();
            tempos.ForEach(change => notes.Tempo.Set(change.Tick, change.Tempo));
            meters.ForEach(change => notes.Meter.Set(change.Tick, change.Numerator, change.Denominator));
            programs.Sort();
            var pairing = new NotePairing(notes.Notes, programs);
            for (var i = first; i <= last; i++)
            {
                pairing.AddTrack(file.Tracks[i], (ushort)i);
            }

            notes.Sort();
            return notes;
        }
    }
}
