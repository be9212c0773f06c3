using System.Text.RegularExpressions;

namespace RnnGen.Training;

/// <summary>
/// Represents a vocabulary of pieces of words (byte-pair encoding of Sennrich, Haddow and Birch, 2016): often
/// seen words are one token, others several.
/// </summary>
/// <remarks>Token 0 is no piece, and token 1 stands for characters that were never seen.</remarks>
internal sealed partial class Subwords
{
    private const int Unknown = 1;

    // Begins a word that follows a space.
    private const char Space = '_';

    private readonly List<string> pieces = ["", "?"];
    private readonly Dictionary<string, int> tokens = [];
    private readonly Dictionary<(int Left, int Right), int> merges = [];
    private readonly Dictionary<string, int[]> words = [];

    /// <summary>Learns pieces: all characters, then what most often lies side by side, again and again.</summary>
    /// <param name="texts">What is read.</param>
    /// <param name="count">The number of tokens.</param>
    public Subwords(IEnumerable<string> texts, int count)
    {
        var seen = new Dictionary<string, int>();
        foreach (var word in texts.SelectMany(Split))
        {
            seen[word] = seen.GetValueOrDefault(word) + 1;
        }

        foreach (var letter in seen.Keys.SelectMany(word => word).Distinct().Order())
        {
            Add(letter.ToString());
        }

        Learn([.. seen.OrderBy(word => word.Key, StringComparer.Ordinal)], count);
    }

    /// <summary>Gets the words of a text, and its marks.</summary>
    public static string[] Words(string text)
    {
        return [.. Word().Matches(text).Select(match => match.Value.TrimStart())];
    }

    /// <summary>Makes tokens of a text.</summary>
    public int[] Encode(string text) => [.. Split(text).SelectMany(TokensOf)];

    /// <summary>Makes a text of tokens.</summary>
    public string Decode(IEnumerable<int> text)
    {
        return string.Concat(text.Select(token => pieces[token])).Replace(Space, ' ').Trim();
    }

    private static IEnumerable<string> Split(string text)
    {
        return Word().Matches(" " + text)
            .Select(match => match.Value[0] == ' ' ? Space + match.Value.TrimStart() : match.Value);
    }

    [GeneratedRegex(@" *(?:[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}])")]
    private static partial Regex Word();

    private int Add(string piece)
    {
        tokens[piece] = pieces.Count;
        pieces.Add(piece);
        return pieces.Count - 1;
    }

    private void Learn(KeyValuePair<string, int>[] seen, int count)
    {
        var parts = Array.ConvertAll(seen, word => word.Key.Select(letter => tokens[letter.ToString()]).ToArray());
        var pairs = new Dictionary<(int Left, int Right), int>();
        for (var i = 0; i < parts.Length; i++)
        {
            Tell(pairs, parts[i], seen[i].Value);
        }

        while (pieces.Count < count && pairs.Count > 0)
        {
            // Of equals the first made, so that the outcome depends on no order of a dictionary.
            var best = pairs.Aggregate((a, b) =>
                a.Value > b.Value || (a.Value == b.Value && a.Key.CompareTo(b.Key) < 0) ? a : b).Key;
            var piece = Add(pieces[best.Left] + pieces[best.Right]);
            merges[best] = piece;
            for (var i = 0; i < parts.Length; i++)
            {
                if (Has(parts[i], best))
                {
                    Tell(pairs, parts[i], -seen[i].Value);
                    parts[i] = Merge(parts[i], best, piece);
                    Tell(pairs, parts[i], seen[i].Value);
                }
            }

            pairs.Remove(best);
        }
    }

    private int[] TokensOf(string word)
    {
        if (!words.TryGetValue(word, out var parts))
        {
            parts = [.. word.Select(letter => tokens.GetValueOrDefault(letter.ToString(), Unknown))];
            while (FirstMerge(parts) is { } merge)
            {
                parts = Merge(parts, merge, merges[merge]);
            }

            words[word] = parts;
        }

        return parts;
    }

    /// <summary>Gets the neighbours that were merged first when the pieces were learned.</summary>
    private (int Left, int Right)? FirstMerge(int[] parts)
    {
        (int, int)? first = null;
        for (var i = 0; i + 1 < parts.Length; i++)
        {
            if (merges.TryGetValue((parts[i], parts[i + 1]), out var piece)
                && (first is null || piece < merges[first.Value]))
            {
                first = (parts[i], parts[i + 1]);
            }
        }

        return first;
    }

    private static void Tell(Dictionary<(int Left, int Right), int> pairs, int[] parts, int count)
    {
        for (var i = 0; i + 1 < parts.Length; i++)
        {
            var pair = (parts[i], parts[i + 1]);
            pairs[pair] = pairs.GetValueOrDefault(pair) + count;
        }
    }

    private static bool Has(int[] parts, (int Left, int Right) pair)
    {
        for (var i = 0; i + 1 < parts.Length; i++)
        {
            if (parts[i] == pair.Left && parts[i + 1] == pair.Right)
            {
                return true;
            }
        }

        return false;
    }

    private static int[] Merge(int[] parts, (int Left, int Right) pair, int piece)
    {
        var merged = new List<int>(parts.Length);
        for (var i = 0; i < parts.Length; i++)
        {
            var isPair = i + 1 < parts.Length && parts[i] == pair.Left && parts[i + 1] == pair.Right;
            merged.Add(isPair ? piece : parts[i]);
            i += isPair ? 1 : 0;
        }

        return [.. merged];
    }

    /// <summary>Gets the number of tokens.</summary>
    public int Count => pieces.Count;
}
