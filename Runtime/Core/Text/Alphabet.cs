#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Represents the characters that a network reads and writes, each a token.</summary>
    /// <remarks>
    /// A character is a Unicode code point, so that no text is ever cut inside of one. Token 0,
    /// <see cref="Unknown"/>, is no character: a network hears it before the first of a text, and instead of
    /// each that the alphabet lacks; it is never written. Holds no state that changes.
    /// </remarks>
    public sealed class Alphabet
    {
        /// <summary>The token of the beginning, and of every character that is not in the alphabet.</summary>
        public const int Unknown = 0;

        private readonly int[] characters;

        /// <summary>Initializes an alphabet.</summary>
        /// <param name="characters">The characters by rising code point, one at least.</param>
        /// <exception cref="ArgumentException">
        /// There is none, they are not in order or one comes twice, or one is half of a pair.
        /// </exception>
        public Alphabet(string characters)
        {
            this.characters = new int[CountOf(characters)];
            for (int at = 0, i = 0; at < characters.Length; i++)
            {
                var character = Next(characters, ref at);
                if (IsHalf(character) || (i > 0 && character <= this.characters[i - 1]))
                {
                    throw new ArgumentException(
                        "The characters of an alphabet must be whole and in rising order, but U+"
                        + $"{character:X4} is {(IsHalf(character) ? "half of a pair." : "not.")}",
                        nameof(characters));
                }

                this.characters[i] = character;
            }

            if (this.characters.Length == 0)
            {
                throw new ArgumentException(
                    "An alphabet must have at least one character, but has none.", nameof(characters));
            }

            Characters = characters;
        }

        /// <summary>Gets the token of a character, or <see cref="Unknown"/>.</summary>
        /// <param name="character">Any number; code points can be in the alphabet.</param>
        public int TokenOf(int character)
        {
            return Math.Max(Array.BinarySearch(characters, character), -1) + 1;
        }

        /// <summary>Gets the code point of a token from 1 to <see cref="TokenCount"/> - 1.</summary>
        public int CharacterOf(int token) => characters[token - 1];

        /// <summary>Makes tokens of a text, one per character.</summary>
        public int[] Encode(string text)
        {
            var tokens = new int[CountOf(text)];
            for (int at = 0, i = 0; at < text.Length; i++)
            {
                tokens[i] = TokenOf(Next(text, ref at));
            }

            return tokens;
        }

        /// <summary>Reads the code point at a place, and moves behind it; half a pair reads as itself.</summary>
        internal static int Next(ReadOnlySpan<char> text, ref int at)
        {
            var first = text[at++];
            return at < text.Length && char.IsSurrogatePair(first, text[at])
                ? char.ConvertToUtf32(first, text[at++])
                : first;
        }

        private static int CountOf(ReadOnlySpan<char> text)
        {
            var count = 0;
            for (var at = 0; at < text.Length; count++)
            {
                Next(text, ref at);
            }

            return count;
        }

        private static bool IsHalf(int character) => character >= 0xD800 && character <= 0xDFFF;

        /// <summary>The characters, in the order of their tokens from 1 on.</summary>
        public string Characters { get; }

        /// <summary>The number of tokens: one more than characters.</summary>
        public int TokenCount => characters.Length + 1;
    }
}
