namespace RnnGen.Training;

/// <summary>How well text is foretold.</summary>
/// <param name="Texts">The number of texts.</param>
/// <param name="Characters">Their characters.</param>
/// <param name="UnknownCharacters">How many of them the model does not know: it foretells that, not which.</param>
/// <param name="Model">The score of the model.</param>
/// <param name="Chains">The scores of n-grams of rising order.</param>
public sealed record TextReport(
    int Texts, long Characters, long UnknownCharacters, TextScore Model, IReadOnlyList<TextScore> Chains);

/// <summary>The score of one predictor.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Nats">The mean of -log p of a character, in nats.</param>
public sealed record TextScore(string Name, double Nats)
{
    /// <summary>Gets the same in bits.</summary>
    public double Bits => Nats / Math.Log(2);
}
