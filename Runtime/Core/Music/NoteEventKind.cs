#nullable enable

namespace RnnGen
{
    /// <summary>What a <see cref="NoteEvent"/> tells.</summary>
    public enum NoteEventKind
    {
        /// <summary>A note begins: channel, program, pitch and velocity.</summary>
        NoteOn,

        /// <summary>A note that has begun ends: channel, program and pitch.</summary>
        NoteOff,

        /// <summary>A bar begins, at its first beat: the number of the bar, counted from 0.</summary>
        Bar,

        /// <summary>The time signature changes, always at the beginning of a bar.</summary>
        Meter,

        /// <summary>The tempo changes.</summary>
        Tempo,
    }
}
