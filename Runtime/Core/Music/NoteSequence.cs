#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>
    /// Represents a piece of music: notes and pedal movements in ticks, over one tempo map and one meter map.
    /// </summary>
    /// <remarks>
    /// This is what stands between files, codecs and networks. Methods that change a piece return a new one
    /// and leave this as it is. Not safe for use by several threads while it changes.
    /// </remarks>
    public sealed class NoteSequence
    {
        /// <summary>Initializes a new piece without notes, in 4/4 at 120 quarter notes a minute.</summary>
        /// <param name="ticksPerQuarter">The ticks of a quarter note, 1 to 32,767.</param>
        public NoteSequence(int ticksPerQuarter = 480)
        {
            if (ticksPerQuarter < 1 || ticksPerQuarter > short.MaxValue)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(ticksPerQuarter),
                    $"The ticks of a quarter note must be 1 to 32767, but were {ticksPerQuarter}.");
            }

            TicksPerQuarter = ticksPerQuarter;
            Tempo = new TempoMap(ticksPerQuarter);
            Meter = new MeterMap(ticksPerQuarter);
        }

        /// <summary>Gets the music of a MIDI file.</summary>
        /// <param name="file">The file.</param>
        /// <param name="piece">
        /// Which piece, less than <see cref="MidiFile.PieceCount"/>; 0 except for format 2, where every track
        /// is a piece of its own.
        /// </param>
        /// <remarks>
        /// Tempos, time signatures and programs are merged over all tracks; those at the tick of a note hold
        /// for it. A note-off ends the note of its track, channel and pitch that began first; notes that
        /// nothing ends are ended with their track. Time code is kept to the tick: a quarter note of the
        /// result lasts one second of it.
        /// </remarks>
        public static NoteSequence FromMidi(MidiFile file, int piece = 0)
        {
            if (piece < 0 || piece >= Math.Max(1, file.PieceCount))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(piece), $"The piece must be less than {file.PieceCount}, but was {piece}.");
            }

            return MidiToNotes.Convert(file, piece);
        }

        /// <summary>Gets a MIDI file with the music of this piece.</summary>
        /// <remarks>
        /// Format 0 if everything is in track 0, otherwise format 1, whose first track holds the tempos and
        /// time signatures, and the notes of track 0 if there are any. A MIDI file cannot say which of two
        /// notes that sound at the same time on the same key ends: read back, the first one does. The program
        /// of a channel is changed when a note needs it, so notes that begin together on a channel should
        /// agree on it.
        /// </remarks>
        public MidiFile ToMidi() => NotesToMidi.Convert(this);

        /// <summary>
        /// Puts notes and pedal movements in order, and moves the end behind the last of them.
        /// </summary>
        public void Sort()
        {
            if (!IsSorted())
            {
                Notes.Sort((a, b) => a.CompareTo(b));
            }

            SortPedals();
            foreach (var note in Notes)
            {
                EndTick = Math.Max(EndTick, note.End);
            }

            if (Pedals.Count > 0)
            {
                EndTick = Math.Max(EndTick, Pedals[Pedals.Count - 1].Tick);
            }
        }

        /// <summary>
        /// Cuts out the notes that begin in a range of ticks, and moves them to the beginning.
        /// </summary>
        /// <param name="start">The first tick.</param>
        /// <param name="end">The tick behind the last; notes that sound longer are cut off here.</param>
        /// <remarks>
        /// Tempo, time signature and pedals in force at the start hold from the beginning on, and a bar
        /// begins there.
        /// </remarks>
        public NoteSequence Slice(long start, long end)
        {
            if (start < 0 || end < start)
            {
                throw new ArgumentException(
                    $"A slice must begin at tick 0 or later and end behind that, but was {start} to {end}.");
            }

            var slice = new NoteSequence(TicksPerQuarter) { EndTick = end - start };
            CopyMaps(slice, start, end);
            foreach (var note in Notes)
            {
                if (note.Start >= start && note.Start < end)
                {
                    slice.Notes.Add(note.At(note.Start - start, Math.Min(note.End, end) - start));
                }
            }

            CopyPedals(slice, start, end);
            return slice;
        }

        /// <summary>Cuts the piece into parts of some bars each; the last may be shorter.</summary>
        /// <param name="bars">The bars of a part, 1 or more.</param>
        public IReadOnlyList<NoteSequence> Split(int bars)
        {
            if (bars < 1)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(bars), $"A part must have at least 1 bar, but {bars} were asked for.");
            }

            // A hit without length may be at the very end.
            var last = EndTick;
            foreach (var note in Notes)
            {
                last = Math.Max(last, note.Start + 1);
            }

            var parts = new List<NoteSequence>();
            for (long bar = 0, start = 0; start < last; bar += bars)
            {
                var end = Meter.TickAt(bar + bars);
                if (end > start)
                {
                    parts.Add(Slice(start, Math.Min(end, last)));
                    start = end;
                }
            }

            return parts;
        }

        /// <summary>Cuts the piece where nothing sounds for some time, and leaves the silence out.</summary>
        /// <param name="ticks">The shortest silence at which to cut, 1 tick or more.</param>
        public IReadOnlyList<NoteSequence> SplitAtSilence(long ticks)
        {
            if (ticks < 1)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(ticks), $"A silence must last at least 1 tick, but was {ticks}.");
            }

            var parts = new List<NoteSequence>();
            if (Notes.Count == 0)
            {
                return parts;
            }

            var start = Notes[0].Start;
            var soundsUntil = start;
            foreach (var note in Notes)
            {
                if (note.Start - soundsUntil >= ticks)
                {
                    parts.Add(Slice(start, soundsUntil));
                    start = note.Start;
                }

                soundsUntil = Math.Max(soundsUntil, Math.Max(note.End, note.Start + 1));
            }

            parts.Add(Slice(start, soundsUntil));
            return parts;
        }

        /// <summary>Adds another piece, in tracks of its own.</summary>
        /// <param name="other">A piece; its ticks are converted to those of this.</param>
        /// <param name="at">The tick of this at which the other begins.</param>
        /// <remarks>
        /// A piece that begins at <see cref="EndTick"/> or later brings its tempo and time signatures along;
        /// otherwise those of this hold for both.
        /// </remarks>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="at"/> is negative.</exception>
        /// <exception cref="ArgumentException">Together they have more than 65,536 tracks.</exception>
        public NoteSequence Merge(NoteSequence other, long at = 0)
        {
            if (at < 0)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(at), $"A piece must be merged at tick 0 or later, but was at {at}.");
            }

            var merged = Copy();
            merged.EndTick = Math.Max(EndTick, at + Rescale(other.EndTick, other));
            var track = 0;
            foreach (var note in Notes)
            {
                track = Math.Max(track, note.Track + 1);
            }

            foreach (var pedal in Pedals)
            {
                track = Math.Max(track, pedal.Track + 1);
            }

            foreach (var note in other.Notes)
            {
                merged.Notes.Add(note
                    .At(at + Rescale(note.Start, other), at + Rescale(note.End, other))
                    .InTrack(TrackOf(note.Track)));
            }

            foreach (var pedal in other.Pedals)
            {
                var tick = at + Rescale(pedal.Tick, other);
                merged.Pedals.Add(
                    new PedalChange(tick, pedal.Channel, pedal.Value, TrackOf(pedal.Track)));
            }

            if (at >= EndTick)
            {
                foreach (var change in other.Tempo.Changes)
                {
                    merged.Tempo.Set(at + Rescale(change.Tick, other), change.MicrosecondsPerQuarter);
                }

                foreach (var change in other.Meter.Changes)
                {
                    merged.Meter.Set(at + Rescale(change.Tick, other), change.Numerator, change.Denominator);
                }
            }

            merged.Sort();
            return merged;

            ushort TrackOf(ushort other)
            {
                return other + track <= ushort.MaxValue ? (ushort)(other + track) : throw new ArgumentException(
                    $"Pieces must have at most {ushort.MaxValue + 1} tracks together, but track {other} behind "
                    + $"{track} others is beyond.");
            }
        }

        /// <summary>Moves all notes but drums up or down.</summary>
        /// <param name="semitones">The distance; negative is down.</param>
        /// <remarks>Notes that would leave the range of pitches, 0 to 127, are left out.</remarks>
        public NoteSequence Transpose(int semitones) => Select(note =>
        {
            var pitch = note.IsDrum ? note.Pitch : note.Pitch + semitones;
            return pitch < 0 || pitch > 127 ? (Note?)null : note.WithPitch((byte)pitch);
        });

        /// <summary>Makes the piece last longer or shorter by a change of tempo; the ticks stay.</summary>
        /// <param name="factor">The new length over the old, more than 0.</param>
        /// <remarks>Tempos are rounded to a microsecond, and kept within what a file can hold.</remarks>
        public NoteSequence Stretch(double factor)
        {
            if (!(factor > 0) || double.IsInfinity(factor))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(factor), $"The factor must be finite and more than 0, but was {factor}.");
            }

            var stretched = Copy();
            foreach (var change in Tempo.Changes)
            {
                var tempo = Math.Round(change.MicrosecondsPerQuarter * factor);
                stretched.Tempo.Set(change.Tick, (int)Math.Min(Math.Max(tempo, 1), TempoMap.MaxTempo));
            }

            return stretched;
        }

        /// <summary>
        /// Moves starts and ends of notes to the nearest lines of a grid; none gets shorter than a line.
        /// </summary>
        /// <param name="grid">The distance of the lines in ticks, 1 or more.</param>
        public NoteSequence Quantize(long grid)
        {
            if (grid < 1)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(grid), $"The lines of a grid must be at least 1 tick apart, but were {grid}.");
            }

            return Select(note =>
            {
                var start = (note.Start + grid / 2) / grid * grid;
                var end = (note.End + grid / 2) / grid * grid;
                return note.At(start, Math.Max(end, start + grid));
            });
        }

        /// <summary>
        /// Lengthens notes as the sustain pedal of their channel does, and leaves the pedal out.
        /// </summary>
        /// <remarks>
        /// A note that ends while the pedal is down sounds until the pedal comes up, the same pitch of the
        /// channel is struck again, or the piece ends, whichever is first.
        /// </remarks>
        public NoteSequence ApplyPedal() => Sustain.Apply(this);

        /// <summary>Gets the same piece again, in order.</summary>
        internal NoteSequence Copy() => Select(note => note);

        /// <summary>
        /// Copies tempos and time signatures from a range of ticks to the beginning of another piece.
        /// </summary>
        internal void CopyMaps(NoteSequence target, long start, long end)
        {
            foreach (var change in Tempo.Changes)
            {
                if (change.Tick <= start || change.Tick < end)
                {
                    target.Tempo.Set(Math.Max(0, change.Tick - start), change.MicrosecondsPerQuarter);
                }
            }

            foreach (var change in Meter.Changes)
            {
                if (change.Tick <= start || change.Tick < end)
                {
                    target.Meter.Set(Math.Max(0, change.Tick - start), change.Numerator, change.Denominator);
                }
            }
        }

        private void CopyPedals(NoteSequence target, long start, long end)
        {
            var held = new Dictionary<(ushort, byte), PedalChange>();
            foreach (var pedal in Pedals)
            {
                if (pedal.Tick <= start)
                {
                    held[(pedal.Track, pedal.Channel)] = pedal;
                }
            }

            foreach (var pedal in held.Values)
            {
                target.Pedals.Add(new PedalChange(0, pedal.Channel, pedal.Value, pedal.Track));
            }

            foreach (var pedal in Pedals)
            {
                if (pedal.Tick > start && pedal.Tick < end)
                {
                    var tick = pedal.Tick - start;
                    target.Pedals.Add(new PedalChange(tick, pedal.Channel, pedal.Value, pedal.Track));
                }
            }
        }

        private NoteSequence Select(Func<Note, Note?> change)
        {
            var result = new NoteSequence(TicksPerQuarter) { EndTick = EndTick };
            CopyMaps(result, 0, long.MaxValue);
            foreach (var note in Notes)
            {
                if (change(note) is Note kept)
                {
                    result.Notes.Add(kept);
                }
            }

            result.Pedals.AddRange(Pedals);
            result.Sort();
            return result;
        }

        private long Rescale(long tick, NoteSequence other) =>
            (tick * TicksPerQuarter + other.TicksPerQuarter / 2) / other.TicksPerQuarter;

        private void SortPedals()
        {
            // Movements at the same tick keep their order: the last one holds.
            var order = new (long Tick, int Index)[Pedals.Count];
            for (var i = 0; i < order.Length; i++)
            {
                order[i] = (Pedals[i].Tick, i);
            }

            Array.Sort(order);
            var sorted = new PedalChange[order.Length];
            for (var i = 0; i < order.Length; i++)
            {
                sorted[i] = Pedals[order[i].Index];
            }

            Pedals.Clear();
            Pedals.AddRange(sorted);
        }

        private bool IsSorted()
        {
            for (var i = 1; i < Notes.Count; i++)
            {
                if (Notes[i].CompareTo(Notes[i - 1]) < 0)
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>The ticks of a quarter note.</summary>
        public int TicksPerQuarter { get; }

        /// <summary>The notes; after adding, call <see cref="Sort"/>.</summary>
        public List<Note> Notes { get; } = new List<Note>();

        /// <summary>The movements of the sustain pedals; after adding, call <see cref="Sort"/>.</summary>
        public List<PedalChange> Pedals { get; } = new List<PedalChange>();

        /// <summary>The tempos.</summary>
        public TempoMap Tempo { get; }

        /// <summary>The time signatures.</summary>
        public MeterMap Meter { get; }

        /// <summary>The length of the piece in ticks, with the rest behind the last note.</summary>
        public long EndTick { get; set; }

        /// <summary>The length of the piece in seconds.</summary>
        public double Seconds => Tempo.SecondsAt(EndTick);
    }
}
