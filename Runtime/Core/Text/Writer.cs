#nullable enable
using System;
using System.Text;

namespace RnnGen
{
    /// <summary>
    /// Represents text being written: a model that reads its own last character and chooses the next.
    /// </summary>
    /// <remarks>
    /// The text has no end. The same model, seed and calls give the same text on every platform.
    /// <see cref="Next"/> allocates nothing after the first steps. Not safe for use by several threads at
    /// once; there are none inside.
    /// </remarks>
    public sealed class Writer
    {
        private const int Signature = 0x31574752;
        private const int LongestCharacter = 2;

        private readonly Alphabet alphabet;
        private readonly TokenLoop loop;
        private readonly byte[] place;

        /// <summary>Initializes a writer at the beginning of a text.</summary>
        /// <param name="model">The model.</param>
        /// <param name="sampling">How freely characters are chosen; null for the defaults.</param>
        /// <param name="seed">Where chance starts.</param>
        public Writer(TextModel model, SamplerOptions? sampling = null, ulong seed = 0)
        {
            alphabet = model.Alphabet;
            loop = new TokenLoop(model.Network, Alphabet.Unknown, sampling ?? new SamplerOptions(), seed);
            place = new byte[MaxSavedSize];
        }

        /// <summary>Goes back to the beginning of a text.</summary>
        /// <param name="seed">Where chance starts: the same seed, the same text.</param>
        public void Reset(ulong seed)
        {
            loop.Seed(seed);
            loop.Begin();
        }

        /// <summary>Reads the beginning of a text, to go on from it.</summary>
        /// <param name="prompt">
        /// The beginning. What stands in [brackets] is read and not repeated; other text is.
        /// </param>
        /// <param name="written">Gets the text outside of brackets; null for nobody.</param>
        /// <remarks>
        /// The brackets themselves are not read; one that does not close reaches to the end. Whatever was
        /// written before is forgotten, but chance goes on.
        /// </remarks>
        public void Prime(string prompt, StringBuilder? written = null)
        {
            loop.Begin();
            var isSilent = false;
            for (var at = 0; at < prompt.Length;)
            {
                var first = at;
                var character = Alphabet.Next(prompt, ref at);
                if (character == (isSilent ? ']' : '['))
                {
                    isSilent = !isSilent;
                    continue;
                }

                loop.Listen();
                loop.Say(alphabet.TokenOf(character));
                if (!isSilent)
                {
                    written?.Append(prompt, first, at - first);
                }
            }
        }

        /// <summary>Writes one character.</summary>
        /// <returns>Its code point, one of the alphabet.</returns>
        /// <exception cref="ModelFormatException">
        /// The weights are damaged so that no character has a score, as 'rnngen models verify' would find.
        /// </exception>
        public int Next()
        {
            loop.Listen()[Alphabet.Unknown] = float.NegativeInfinity;
            var token = loop.Choose();
            loop.Say(token);
            return alphabet.CharacterOf(token);
        }

        /// <summary>Writes up to the last sentence, or else the last word, that ends within a length.</summary>
        /// <param name="to">Gets the text; its length is the most, and 2 or more.</param>
        /// <param name="heed">
        /// Is told after each character how many chars there are, and may throw to end the writing; null for nobody.
        /// </param>
        /// <returns>The number of chars written, 1 or more.</returns>
        /// <remarks>
        /// What is written next goes on from there: texts put one behind the other are the text that
        /// <see cref="Next"/> gives. Allocates a little at the ends of sentences and words.
        /// </remarks>
        public int Write(Span<char> to, Action<int>? heed = null)
        {
            if (to.Length < LongestCharacter)
            {
                throw new ArgumentException(
                    $"A text needs room for {LongestCharacter} chars at least, but has {to.Length}.",
                    nameof(to));
            }

            var count = 0;
            var cut = 0;
            var saved = 0;
            var isSentence = false;
            while (count + LongestCharacter <= to.Length)
            {
                count += Put(Next(), to.Slice(count));
                heed?.Invoke(count);
                if (char.IsWhiteSpace(to[count - 1]))
                {
                    var ends = Sentence.Ends(to.Slice(0, count - 1));
                    if (ends || !isSentence)
                    {
                        isSentence |= ends;
                        cut = count;
                        saved = Save(place);
                    }
                }
            }

            if (cut == 0 || Sentence.Ends(to.Slice(0, count)))
            {
                return count;
            }

            Restore(place.AsSpan(0, saved));
            return cut;
        }

        /// <summary>Writes the whole session to memory, so that it can be continued elsewhere.</summary>
        /// <param name="to">At least <see cref="MaxSavedSize"/> bytes.</param>
        /// <returns>The number of bytes written.</returns>
        /// <remarks>The options of sampling are not among them: they belong to the game.</remarks>
        public int Save(Span<byte> to)
        {
            return loop.Save(to, Signature).Seal();
        }

        /// <summary>
        /// Continues a session that <see cref="Save"/> wrote, of a writer with the same model.
        /// </summary>
        /// <param name="saved">The bytes written, and no more.</param>
        /// <exception cref="ArgumentException">
        /// The bytes are damaged, or of a model of another size: nothing has changed.
        /// </exception>
        public void Restore(ReadOnlySpan<byte> saved)
        {
            loop.Restore(saved, Signature, "writer");
        }

        private static int Put(int character, Span<char> to)
        {
            if (character <= char.MaxValue)
            {
                to[0] = (char)character;
                return 1;
            }

            to[0] = (char)(0xD800 + ((character - 0x10000) >> 10));
            to[1] = (char)(0xDC00 + (character & 0x3FF));
            return 2;
        }

        /// <summary>The most bytes that <see cref="Save"/> may write.</summary>
        public int MaxSavedSize => loop.MaxSavedSize + 16;
    }
}
