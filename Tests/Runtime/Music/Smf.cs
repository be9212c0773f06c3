#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnGen.Tests
{
    /// <summary>Makes Standard MIDI Files byte by byte, right and wrong ones.</summary>
    internal static class Smf
    {
        /// <summary>A sound track: a tempo of 120, the notes 60 and 64 of 480 ticks each, the end.</summary>
        public const string Good =
            "00 FF 51 03 07 A1 20  00 90 3C 64  83 60 80 3C 40  00 90 40 64  83 60 80 40 40  00 FF 2F 00";

        /// <summary>The notes of <see cref="Good"/>, as <see cref="Describe"/> puts them.</summary>
        public const string GoodNotes = "0-480:60:100 480-960:64:100";

        /// <summary>Joins parts: texts of hexadecimal digits, where spaces do not count.</summary>
        public static byte[] Bytes(params string[] parts)
        {
            var digits = string.Concat(parts).Replace(" ", "");
            var bytes = new byte[digits.Length / 2];
            for (var i = 0; i < bytes.Length; i++)
            {
                bytes[i] = Convert.ToByte(digits.Substring(2 * i, 2), 16);
            }

            return bytes;
        }

        /// <summary>Makes a header.</summary>
        public static string Header(int format = 1, int tracks = 1, int division = 480) =>
            $"4D546864 00000006 {format:X4} {tracks:X4} {division:X4}";

        /// <summary>Makes a track, whose length is stated rightly unless another is given.</summary>
        public static string Track(string events, long? statedLength = null) =>
            $"4D54726B {statedLength ?? Bytes(events).Length:X8}" + events;

        /// <summary>Makes a file of one sound track from its events.</summary>
        public static byte[] File(string events) => Bytes(Header(), Track(events));

        /// <summary>Puts the notes of all pieces of a file into words: start-end:pitch:velocity.</summary>
        public static string Describe(MidiFile file)
        {
            var words = new List<string>();
            for (var piece = 0; piece < file.PieceCount; piece++)
            {
                words.AddRange(NoteSequence.FromMidi(file, piece).Notes.Select(Describe));
            }

            return string.Join(" ", words);
        }

        /// <summary>Puts a note into a word: start-end:pitch:velocity.</summary>
        public static string Describe(Note note) => $"{note.Start}-{note.End}:{note.Pitch}:{note.Velocity}";
    }
}
