namespace RnnGen.Training;

/// <summary>Measures a text model against n-grams that learned from the same text.</summary>
public sealed class TextEvaluation
{
    private const int HighestOrder = 7;
    private const int KeyBits = 64;

    private readonly TextModel model;
    private readonly IReadOnlyList<int[]> training;
    private readonly IReadOnlyList<int[]> measured;
    private readonly int threads;

    /// <summary>Initializes an evaluation.</summary>
    /// <param name="model">The model.</param>
    /// <param name="training">The texts that the model learned from.</param>
    /// <param name="measured">The texts to measure on, one or more.</param>
    /// <param name="threads">How many threads may work; the figures do not depend on it.</param>
    public TextEvaluation(
        TextModel model, IReadOnlyList<TextPiece> training, IReadOnlyList<TextPiece> measured, int threads)
    {
        this.model = model;
        this.training = Encode(training);
        this.measured = Encode(measured);
        this.threads = threads;
    }

    /// <summary>Measures: each text from its beginning to its end, by all that came before.</summary>
    /// <param name="progress">Called with what is being done, and how much of it is done, in [0, 1].</param>
    /// <param name="cancel">Ends the work.</param>
    public TextReport Run(Action<string, double> progress, CancellationToken cancel)
    {
        var characters = measured.Sum(text => (long)text.Length);
        var heard = 0L;
        var loss = SequenceLikelihood.Loss(
            model.Network, Alphabet.Unknown, measured, threads,
            count => progress("Reading", Interlocked.Add(ref heard, count) / (double)characters), cancel).Sum();
        progress("Counting", 0);
        var tokens = model.Alphabet.TokenCount;
        var bits = KeyBits - (int)ulong.LeadingZeroCount((ulong)tokens);
        var chains = new MarkovModel(tokens, Math.Min(HighestOrder, KeyBits / bits - 1), training);
        var losses = new double[chains.Order + 1];
        foreach (var text in measured)
        {
            cancel.ThrowIfCancellationRequested();
            var one = chains.Loss(text);
            for (var k = 0; k < losses.Length; k++)
            {
                losses[k] += one[k];
            }
        }

        return new TextReport(
            measured.Count,
            characters,
            measured.Sum(text => (long)text.Count(token => token == Alphabet.Unknown)),
            new TextScore("model", loss / characters),
            [.. losses.Select((sum, k) => new TextScore($"Markov {k}", sum / characters))]);
    }

    private int[][] Encode(IReadOnlyList<TextPiece> texts)
    {
        return [.. texts.Select(text => model.Alphabet.Encode(text.Text))];
    }
}
