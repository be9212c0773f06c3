namespace RnnGen.Training;

/// <summary>
/// Makes grams of text by which editions of a text are nearly the same: 8 words, of whatever case and whatever
/// separates them.
/// </summary>
internal static class WordGrams
{
    private const int Length = 8;

    /// <summary>Gets the grams of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="share">One of how many is kept, the same in every text, to save memory.</param>
    public static HashSet<ulong> Of(string text, int share)
    {
        return [.. GramHash.All(Words(text), Length).Where(gram => gram % (ulong)share == 0)];
    }

    private static List<int> Words(string text)
    {
        var words = new List<int>();
        for (var at = 0; at < text.Length; at++)
        {
            var first = at;
            var hash = Fnv.Start;
            while (at < text.Length && char.IsLetterOrDigit(text[at]))
            {
                hash = Fnv.Add(hash, char.ToLowerInvariant(text[at++]));
            }

            if (at > first)
            {
                words.Add((int)(uint)hash);
            }
        }

        return words;
    }
}
