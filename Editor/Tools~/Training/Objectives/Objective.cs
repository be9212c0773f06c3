namespace RnnGen.Training;

/// <summary>Represents what a network of tokens learns by: what it hears, and what its answers cost.</summary>
/// <param name="engine">What computes gradients; whoever made it disposes of it.</param>
internal abstract class Objective(GradientEngine engine)
{
    /// <summary>Makes the objective that settings ask for.</summary>
    /// <remarks>"raml" is the likelihood of other pieces: see <see cref="RewardedCorpus"/>.</remarks>
    /// <param name="config">The settings.</param>
    /// <param name="network">The network.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="seed">Where the weights of a critic start.</param>
    /// <param name="newEngine">
    /// Makes what computes gradients by a set of parameters: those of the network and, behind them, those that
    /// the objective adds.
    /// </param>
    public static Objective Of(
        TrainingConfig config, SequenceNetwork network, ParameterSet parameters, ulong seed,
        Func<ParameterSet, GradientEngine> newEngine)
    {
        if (config.Objective != "professor-forcing")
        {
            var engine = newEngine(parameters);
            return config.Objective == "scheduled-sampling"
                ? new ScheduledSampling(config, network, engine)
                : new Likelihood(network, engine);
        }

        var set = parameters.Extend(seed);
        var critic = new Critic(set, network.Config.Size + network.Config.Outputs, config.CriticSize);
        return new ProfessorForcing(config, network, parameters, set, critic, newEngine(set));
    }

    /// <summary>Computes the gradient of a window by the network's weights.</summary>
    /// <param name="streams">The data.</param>
    /// <param name="state">What the network remembers, which is advanced.</param>
    /// <param name="first">The first step of the window.</param>
    /// <param name="count">Its number of steps.</param>
    /// <param name="overlap">How it overlaps with other windows.</param>
    /// <param name="tokens">What sums are divided by: the tokens that a whole window counts.</param>
    /// <param name="step">The step of the training, counted from 0.</param>
    /// <param name="gradients">Receives the gradient.</param>
    /// <returns>The negative log likelihood alone, divided.</returns>
    public abstract double Differentiate(
        TokenStreams streams, SpreadState state, int first, int count, Overlap overlap, long tokens, int step,
        WeightVector gradients);

    /// <summary>Gets what computes gradients.</summary>
    public GradientEngine Engine { get; } = engine;
}
