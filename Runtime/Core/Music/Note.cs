#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Represents one note of a <see cref="NoteSequence"/>, in ticks.</summary>
    /// <remarks>
    /// Notes order by start, then pitch, then the remaining fields, so that sorted sequences are the same
    /// on every platform.
    /// </remarks>
    public readonly struct Note : IEquatable<Note>
    {
        /// <summary>The channel that General MIDI keeps for drums, counted from 0.</summary>
        public const byte DrumChannel = 9;

        /// <summary>The tick at which the note begins.</summary>
        public readonly long Start;

        /// <summary>
        /// The tick at which the note ends; equal to <see cref="Start"/> for a hit without length.
        /// </summary>
        public readonly long End;

        /// <summary>The MIDI pitch, 0 to 127; 60 is the middle C.</summary>
        public readonly byte Pitch;

        /// <summary>The velocity, 1 to 127.</summary>
        public readonly byte Velocity;

        /// <summary>The MIDI channel, 0 to 15.</summary>
        public readonly byte Channel;

        /// <summary>The General MIDI program in force on the channel when the note began, 0 to 127.</summary>
        public readonly byte Program;

        /// <summary>The index of the track that the note belongs to.</summary>
        public readonly ushort Track;

        /// <summary>Initializes a new note.</summary>
        public Note(
            long start,
            long end,
            byte pitch,
            byte velocity,
            byte channel = 0,
            byte program = 0,
            ushort track = 0)
        {
            Start = start;
            End = end;
            Pitch = pitch;
            Velocity = velocity;
            Channel = channel;
            Program = program;
            Track = track;
        }

        /// <summary>Gets the same note at another time.</summary>
        public Note At(long start, long end) =>
            new Note(start, end, Pitch, Velocity, Channel, Program, Track);

        /// <summary>Gets the same note at another pitch.</summary>
        public Note WithPitch(byte pitch) => new Note(Start, End, pitch, Velocity, Channel, Program, Track);

        /// <summary>Gets the same note in another track.</summary>
        public Note InTrack(ushort track) => new Note(Start, End, Pitch, Velocity, Channel, Program, track);

        /// <inheritdoc/>
        public bool Equals(Note other) => CompareTo(other) == 0;

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is Note other && Equals(other);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Start, End, Pitch, Velocity, Channel, Track);

        /// <inheritdoc/>
        public override string ToString() =>
            $"{Start}..{End} pitch {Pitch} velocity {Velocity} "
            + $"channel {Channel} program {Program} track {Track}";

        /// <summary>Gets a value indicating whether two notes are the same in every field.</summary>
        public static bool operator ==(Note left, Note right) => left.Equals(right);

        /// <summary>Gets a value indicating whether two notes differ in some field.</summary>
        public static bool operator !=(Note left, Note right) => !left.Equals(right);

        internal int CompareTo(Note other)
        {
            if (Start != other.Start)
            {
                return Start.CompareTo(other.Start);
            }

            if (Pitch != other.Pitch)
            {
                return Pitch.CompareTo(other.Pitch);
            }

            var order = Track.CompareTo(other.Track);
            order = order != 0 ? order : Channel.CompareTo(other.Channel);
            order = order != 0 ? order : End.CompareTo(other.End);
            order = order != 0 ? order : Velocity.CompareTo(other.Velocity);
            return order != 0 ? order : Program.CompareTo(other.Program);
        }

        /// <summary>The length in ticks.</summary>
        public long Duration => End - Start;

        /// <summary>Whether the note is a drum hit, whose pitch names an instrument of the kit.</summary>
        public bool IsDrum => Channel == DrumChannel;
    }
}
