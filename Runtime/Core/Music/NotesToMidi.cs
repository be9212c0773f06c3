#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>Makes a MIDI file from a note sequence.</summary>
    internal sealed class NotesToMidi
    {
        private const int SustainPedal = 64;
        private const int ReleaseVelocity = 64;

        private readonly NoteSequence piece;
        private readonly List<ushort> tracks;
        private readonly List<Event>[] events;

        private NotesToMidi(NoteSequence piece)
        {
            this.piece = piece;
            tracks = TracksOf(piece);
            events = new List<Event>[tracks.Count];
            for (var i = 0; i < events.Length; i++)
            {
                events[i] = new List<Event>();
            }
        }

        public static MidiFile Convert(NoteSequence piece) => new NotesToMidi(piece.Copy()).Write();

        private MidiFile Write()
        {
            AddPrograms();
            foreach (var pedal in piece.Pedals)
            {
                Add(pedal.Track, new Event(
                    pedal.Tick, Phase.Pedal, MidiKind.Control, pedal.Channel, SustainPedal, pedal.Value));
            }

            foreach (var note in piece.Notes)
            {
                var velocity = Math.Max((byte)1, note.Velocity);
                Add(note.Track, new Event(
                    note.Start, Phase.NoteOn, MidiKind.NoteOn, note.Channel, note.Pitch, velocity));
                var phase = note.End > note.Start ? Phase.NoteOff : Phase.EndOfHit;
                Add(note.Track, new Event(
                    Math.Max(note.Start, note.End), phase, MidiKind.NoteOff, note.Channel, note.Pitch,
                    ReleaseVelocity));
            }

            var written = new MidiTrack[events.Length];
            for (var i = 0; i < written.Length; i++)
            {
                written[i] = WriteTrack(i);
            }

            var format = written.Length == 1 ? 0 : 1;
            return new MidiFile(format, new MidiDivision(piece.TicksPerQuarter), written);
        }

        /// <summary>
        /// Gets the tracks with notes or pedals, and the first, which holds tempos and meters.
        /// </summary>
        private static List<ushort> TracksOf(NoteSequence piece)
        {
            var tracks = new SortedSet<ushort> { 0 };
            foreach (var note in piece.Notes)
            {
                tracks.Add(note.Track);
            }

            foreach (var pedal in piece.Pedals)
            {
                tracks.Add(pedal.Track);
            }

            return new List<ushort>(tracks);
        }

        /// <summary>
        /// Changes the program of a channel where a note needs it, first at the very beginning.
        /// </summary>
        private void AddPrograms()
        {
            var programs = new int[16];
            Array.Fill(programs, -1);
            foreach (var note in piece.Notes)
            {
                ref var program = ref programs[note.Channel];
                if (program != note.Program)
                {
                    Add(note.Track, new Event(
                        program < 0 ? 0 : note.Start, Phase.Program, MidiKind.Program, note.Channel,
                        note.Program, 0));
                    program = note.Program;
                }
            }
        }

        private void Add(ushort track, Event e)
        {
            var list = events[tracks.BinarySearch(track)];
            e.Order = list.Count;
            list.Add(e);
        }

        private MidiTrack WriteTrack(int index)
        {
            var writer = new MidiTrackWriter();
            var maps = new MapWriter(piece, writer);
            events[index].Sort((a, b) => a.CompareTo(b));
            foreach (var e in events[index])
            {
                if (index == 0)
                {
                    maps.WriteUpTo(e.Tick);
                }

                writer.Add(e.Tick, e.Kind, e.Channel, e.Data1, e.Data2);
            }

            if (index == 0)
            {
                maps.WriteUpTo(long.MaxValue);
            }

            return writer.ToTrack(piece.EndTick);
        }

        /// <summary>Specifies the order of events at the same tick.</summary>
        private enum Phase
        {
            NoteOff,
            Pedal,
            Program,
            NoteOn,
            EndOfHit,
        }

        private struct Event
        {
            public readonly long Tick;
            public readonly Phase Phase;
            public readonly MidiKind Kind;
            public readonly byte Channel;
            public readonly byte Data1;
            public readonly byte Data2;
            public int Order;

            public Event(long tick, Phase phase, MidiKind kind, byte channel, byte data1, byte data2)
            {
                Tick = tick;
                Phase = phase;
                Kind = kind;
                Channel = channel;
                Data1 = data1;
                Data2 = data2;
                Order = 0;
            }

            public int CompareTo(Event other)
            {
                var order = Tick.CompareTo(other.Tick);
                order = order != 0 ? order : Phase.CompareTo(other.Phase);
                return order != 0 ? order : Order.CompareTo(other.Order);
            }
        }

        /// <summary>Writes tempos and time signatures in between other events.</summary>
        private sealed class MapWriter
        {
            private readonly NoteSequence piece;
            private readonly MidiTrackWriter writer;
            private int tempos;
            private int meters;

            public MapWriter(NoteSequence piece, MidiTrackWriter writer)
            {
                this.piece = piece;
                this.writer = writer;
            }

            public void WriteUpTo(long tick)
            {
                var tempoChanges = piece.Tempo.Changes;
                var meterChanges = piece.Meter.Changes;
                while (true)
                {
                    var tempoTick = tempos < tempoChanges.Count ? tempoChanges[tempos].Tick : long.MaxValue;
                    var meterTick = meters < meterChanges.Count ? meterChanges[meters].Tick : long.MaxValue;
                    if (Math.Min(tempoTick, meterTick) is var next && (next > tick || next == long.MaxValue))
                    {
                        return;
                    }

                    if (tempoTick <= meterTick)
                    {
                        writer.AddTempo(tempoTick, tempoChanges[tempos++].MicrosecondsPerQuarter);
                    }
                    else
                    {
                        var meter = meterChanges[meters++];
                        writer.AddMeter(meterTick, meter.Numerator, meter.Denominator);
                    }
                }
            }
        }
    }
}
