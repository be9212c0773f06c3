using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary>Says where a model is measured on other data than its card tells of.</summary>
internal static class CardCheck
{
    /// <summary>Compares data with that of a card, if there is one.</summary>
    /// <param name="model">The model.</param>
    /// <param name="digest">What tells the data apart, read and split as for this model.</param>
    /// <param name="terminal">Where to say it.</param>
    /// <returns>Whether the data is other.</returns>
    public static bool Warn(ModelDescription model, CorpusDigest digest, Terminal terminal)
    {
        if (model.Digest is not { } expected || expected == digest)
        {
            return false;
        }

        terminal.Say(
            $"Warning: this is not the data of the card of '{model.Name}' (digest {digest}, not {expected}), so "
                + "that the model may have learned from what it is measured on.");
        return true;
    }
}
