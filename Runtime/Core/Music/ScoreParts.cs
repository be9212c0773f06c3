#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// The sixteen parts of a score. General MIDI's programs are gathered into fifteen, each with a channel
    /// and a program of its own, so that a game can mix, mute or replace a part by its channel.
    /// </summary>
    internal static class ScoreParts
    {
        public const int Count = 16;
        public const int Drums = 0;

        private static readonly string[] Names =
        {
            "drums", "bass", "synth bass", "piano", "bells", "organ", "guitar", "overdriven guitar",
            "distorted guitar", "strings", "choir", "brass and reeds", "flutes", "square lead", "saw lead",
            "pad",
        };

        private static readonly byte[] Programs =
        {
            0, 33, 38, 0, 11, 18, 27, 29, 30, 48, 52, 61, 73, 80, 81, 89,
        };

        // First program, last program, part.
        private static readonly (int First, int Last, byte Part)[] Members =
        {
            (0, 7, 3), (8, 15, 4), (16, 23, 5), (24, 28, 6), (29, 29, 7), (30, 31, 8), (32, 37, 1),
            (38, 39, 2), (40, 51, 9), (52, 55, 10), (56, 71, 11), (72, 79, 12), (80, 80, 13), (81, 81, 14),
            (82, 82, 13), (83, 87, 14), (88, 103, 15), (104, 111, 6), (112, 119, 4), (120, 127, 15),
        };

        private static readonly byte[] PartOfProgram = Build();

        public static int Of(in Note note) => note.IsDrum ? Drums : PartOfProgram[note.Program & 0x7F];

        public static string Name(int part) => Names[part];

        public static byte Program(int part) => Programs[part];

        /// <summary>Gets the channel of a part: drums have the tenth, the others theirs around it.</summary>
        public static byte Channel(int part)
        {
            return part == Drums ? Note.DrumChannel : (byte)(part <= Note.DrumChannel ? part - 1 : part);
        }

        /// <summary>
        /// Gets the key of General MIDI's drum kit for one of an electronic kit, which has two for the edge
        /// of a hi-hat that no General MIDI synthesizer knows.
        /// </summary>
        public static byte DrumKey(byte key) => key == 22 ? (byte)42 : key == 26 ? (byte)46 : key;

        private static byte[] Build()
        {
            var parts = new byte[128];
            foreach (var (first, last, part) in Members)
            {
                Array.Fill(parts, part, first, last - first + 1);
            }

            return parts;
        }
    }
}
