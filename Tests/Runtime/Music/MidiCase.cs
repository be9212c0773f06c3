#nullable enable
using System;

namespace RnnGen.Tests
{
    /// <summary>A broken or unusual file, and what must become of it.</summary>
    public sealed class MidiCase
    {
        public MidiCase(string name, byte[] bytes)
        {
            Name = name;
            Bytes = bytes;
        }

        public override string ToString() => Name;

        public string Name { get; }

        public byte[] Bytes { get; }

        /// <summary>Whether the bytes are not MIDI at all.</summary>
        public bool IsNotMidi { get; set; }

        public MidiProblem[] Problems { get; set; } = Array.Empty<MidiProblem>();

        public int Tracks { get; set; } = 1;

        public string Notes { get; set; } = Smf.GoodNotes;

        public long EndTick { get; set; } = 960;

        public double Seconds { get; set; } = 1;
    }
}
