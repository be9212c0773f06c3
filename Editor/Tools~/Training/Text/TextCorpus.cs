namespace RnnGen.Training;

/// <summary>Represents texts as tokens of an alphabet, cut into passages at the ends of lines.</summary>
/// <remarks>
/// Passages are short enough to come in another order in each epoch, and many enough for a network to learn
/// how to begin.
/// </remarks>
public sealed class TextCorpus : TokenCorpus
{
    private const int PassageLength = 4096;

    private readonly Alphabet alphabet;
    private readonly List<int[]> passages = [];

    /// <summary>Initializes a corpus.</summary>
    /// <param name="alphabet">Makes tokens of characters.</param>
    /// <param name="texts">The texts.</param>
    public TextCorpus(Alphabet alphabet, IEnumerable<TextPiece> texts)
    {
        this.alphabet = alphabet;
        foreach (var text in texts)
        {
            Cut(alphabet.Encode(text.Text));
        }
    }

    /// <inheritdoc/>
    public override int[] Read(int index, Rng? variation) => passages[index];

    /// <summary>Gets all characters, but for what is none of the alphabet, which stays.</summary>
    public override (int First, int Count) AlternativesOf(int token)
    {
        return token == Alphabet.Unknown ? (token, 1) : (Alphabet.Unknown + 1, TokenCount - Alphabet.Unknown - 1);
    }

    private void Cut(int[] tokens)
    {
        var lineEnd = alphabet.TokenOf('\n');
        for (var first = 0; first < tokens.Length;)
        {
            // The first end of a line behind so many characters, unless that is far away.
            var end = Math.Min(first + PassageLength, tokens.Length);
            var found = Array.IndexOf(tokens, lineEnd, end - 1, Math.Min(PassageLength, tokens.Length - end + 1));
            end = found >= 0 && lineEnd != Alphabet.Unknown ? found + 1 : end;
            passages.Add(tokens[first..end]);
            first = end;
        }
    }

    /// <inheritdoc/>
    public override int Count => passages.Count;

    /// <inheritdoc/>
    public override int TokenCount => alphabet.TokenCount;

    /// <inheritdoc/>
    public override int StartToken => Alphabet.Unknown;
}
