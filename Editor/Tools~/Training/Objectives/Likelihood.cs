namespace RnnGen.Training;

/// <summary>Represents maximum likelihood under teacher forcing: a network hears the truth.</summary>
/// <param name="network">The network.</param>
/// <param name="engine">What computes gradients by its parameters.</param>
internal class Likelihood(SequenceNetwork network, GradientEngine engine) : Objective(engine)
{
    public sealed override double Differentiate(
        TokenStreams streams, SpreadState state, int first, int count, Overlap overlap, long tokens, int step,
        WeightVector gradients)
    {
        var feed = FeedAt(step);
        return Engine.Differentiate(
            on => streams.Loss(network, state, on, first, count, feed, overlap), 1.0 / tokens, gradients);
    }

    /// <summary>Gets what makes a feeding at a step from the chance of its rows, or null for the truth.</summary>
    private protected virtual Func<Rng, Feeding>? FeedAt(int step) => null;
}
