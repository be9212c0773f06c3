#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Finds where text can end.</summary>
    internal static class Sentence
    {
        private const string Marks = ".!?…";
        private const string Closers = "\"')]”’";
        private const int LongestTitle = 3;

        /// <summary>
        /// Gets whether text ends as a sentence does: in a mark, behind which quotes and brackets may close.
        /// </summary>
        /// <remarks>
        /// A full stop behind a capital and at most two more letters is taken for that of a title or of
        /// initials: "Mr.", "U. S.".
        /// </remarks>
        public static bool Ends(ReadOnlySpan<char> text)
        {
            var end = text.Length;
            while (end > 0 && Closers.Contains(text[end - 1]))
            {
                end--;
            }

            return end > 0 && Marks.Contains(text[end - 1])
                && !(text[end - 1] == '.' && EndsInTitle(text.Slice(0, end - 1)));
        }

        private static bool EndsInTitle(ReadOnlySpan<char> text)
        {
            var start = text.Length;
            while (start > 0 && char.IsLetter(text[start - 1]))
            {
                start--;
            }

            var length = text.Length - start;
            return length > 0 && length <= LongestTitle && char.IsUpper(text[start]);
        }
    }
}
