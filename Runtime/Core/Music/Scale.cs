#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>Represents a scale on a tonic: the pitches that music may use, in every octave.</summary>
    /// <remarks>Immutable; safe to share between threads.</remarks>
    public sealed class Scale
    {
        private static readonly (string Name, int[] Steps)[] Known =
        {
            ("major", new[] { 0, 2, 4, 5, 7, 9, 11 }),
            ("minor", new[] { 0, 2, 3, 5, 7, 8, 10 }),
            ("harmonic-minor", new[] { 0, 2, 3, 5, 7, 8, 11 }),
            ("melodic-minor", new[] { 0, 2, 3, 5, 7, 9, 11 }),
            ("dorian", new[] { 0, 2, 3, 5, 7, 9, 10 }),
            ("phrygian", new[] { 0, 1, 3, 5, 7, 8, 10 }),
            ("lydian", new[] { 0, 2, 4, 6, 7, 9, 11 }),
            ("mixolydian", new[] { 0, 2, 4, 5, 7, 9, 10 }),
            ("locrian", new[] { 0, 1, 3, 5, 6, 8, 10 }),
            ("pentatonic", new[] { 0, 2, 4, 7, 9 }),
            ("minor-pentatonic", new[] { 0, 3, 5, 7, 10 }),
            ("blues", new[] { 0, 3, 5, 6, 7, 10 }),
            ("phrygian-dominant", new[] { 0, 1, 4, 5, 7, 8, 10 }),
            ("hungarian-minor", new[] { 0, 2, 3, 6, 7, 8, 11 }),
            ("whole-tone", new[] { 0, 2, 4, 6, 8, 10 }),
            ("octatonic", new[] { 0, 2, 3, 5, 6, 8, 9, 11 }),
        };

        private readonly int pitchClasses;

        private Scale(string name, int pitchClasses)
        {
            Name = name;
            this.pitchClasses = pitchClasses;
        }

        /// <summary>Reads a scale as "D:dorian", "F#:minor" or "Bb:major".</summary>
        /// <param name="text">A tonic, A to G with # or b, a colon, and one of <see cref="Names"/>.</param>
        /// <exception cref="FormatException">
        /// The text is not of that form; the message lists the names.
        /// </exception>
        public static Scale Parse(string text)
        {
            var parts = text.Split(':');
            if (parts.Length == 2 && TonicOf(parts[0]) is int tonic)
            {
                foreach (var (name, steps) in Known)
                {
                    if (string.Equals(name, parts[1], StringComparison.OrdinalIgnoreCase))
                    {
                        return new Scale($"{parts[0]}:{name}", ClassesOf(tonic, steps));
                    }
                }
            }

            throw new FormatException(
                "A key must be a tonic (A to G, with # or b), a colon and a scale, as in D:dorian, but was "
                + $"'{text}'; the scales are {string.Join(", ", Names)}.");
        }

        /// <summary>Gets a value indicating whether a MIDI pitch belongs to the scale.</summary>
        public bool Contains(int pitch) => (pitchClasses >> (pitch % 12) & 1) != 0;

        /// <inheritdoc/>
        public override string ToString() => Name;

        private static int? TonicOf(string text)
        {
            var letter = text.Length > 0 ? "C D EF G A B".IndexOf(char.ToUpperInvariant(text[0])) : -1;
            var accidental = text.Length < 2 ? 0 : text[1] == '#' ? 1 : text[1] == 'b' ? -1 : 2;
            if (letter < 0 || text[0] == ' ' || accidental == 2 || text.Length > 2)
            {
                return null;
            }

            return (letter + accidental + 12) % 12;
        }

        private static int ClassesOf(int tonic, int[] steps)
        {
            var classes = 0;
            foreach (var step in steps)
            {
                classes |= 1 << (tonic + step) % 12;
            }

            return classes;
        }

        /// <summary>The tonic and the name of the scale, as "D:dorian".</summary>
        public string Name { get; }

        /// <summary>The names of the scales that can be read.</summary>
        public static IReadOnlyList<string> Names { get; } = Array.ConvertAll(Known, scale => scale.Name);
    }
}
