namespace RnnGen.Training;

/// <summary>Measures translations by the words that they share with others (Papineni et al., 2002).</summary>
/// <remarks>
/// BLEU = min(1, e^(1 - r / c)) · (p₁ p₂ p₃ p₄)^¼ · 100, where pₙ is the share of the n-grams of all
/// candidates that their references have, each at most as often as in one of them; c is the length of all
/// candidates, r that of the references nearest in length. Nothing is smoothed.
/// </remarks>
internal static class Bleu
{
    private const int Order = 4;

    /// <summary>Computes BLEU, in [0, 100]: 0 where no four words in a row match.</summary>
    /// <param name="pairs">Candidates, and for each one reference or more.</param>
    public static double Of(IReadOnlyList<(string[] Candidate, string[][] References)> pairs)
    {
        double candidates = pairs.Sum(pair => pair.Candidate.Length);
        double references = pairs.Sum(pair => Nearest(pair.Candidate.Length, pair.References));
        var logarithms = Enumerable.Range(1, Order).Sum(n =>
        {
            var counts = pairs.Select(pair => Matches(n, pair.Candidate, pair.References)).ToArray();
            return Math.Log(counts.Sum(count => count.Matched) / Math.Max(1.0, counts.Sum(count => count.All)));
        });
        if (double.IsNegativeInfinity(logarithms))
        {
            return 0;
        }

        var brevity = Math.Min(1, Math.Exp(1 - (references / candidates)));
        return 100 * brevity * Math.Exp(logarithms / Order);
    }

    /// <summary>Counts the n-grams of a candidate that its references have, and all of them.</summary>
    public static (int Matched, int All) Matches(int n, string[] candidate, string[][] references)
    {
        var most = references.Select(reference => Count(n, reference)).ToArray();
        var counts = Count(n, candidate);
        var matched = counts.Sum(
            gram => Math.Min(gram.Value, most.Max(reference => reference.GetValueOrDefault(gram.Key))));
        return (matched, counts.Values.Sum());
    }

    private static int Nearest(int length, string[][] references)
    {
        return references.Select(reference => reference.Length)
            .OrderBy(other => Math.Abs(other - length)).ThenBy(other => other).First();
    }

    private static Dictionary<string, int> Count(int n, string[] words)
    {
        var counts = new Dictionary<string, int>();
        for (var i = 0; i + n <= words.Length; i++)
        {
            var gram = string.Join(' ', words[i..(i + n)]);
            counts[gram] = counts.GetValueOrDefault(gram) + 1;
        }

        return counts;
    }
}
