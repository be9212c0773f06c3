namespace RnnGen.Training;

/// <summary>
/// Represents scheduled sampling (Bengio et al., 2015): at each step and in each row, a network hears the
/// truth with probability ε, and else what it would have said itself; ε falls as training goes on.
/// </summary>
/// <remarks>
/// <para>
/// "linear": ε = 1 - i / k; "exponential": ε = e^(-i / k); "inverse-sigmoid": ε = k / (k + e^(i / k)), where i
/// counts the steps of the training; never below a floor. Targets stay the truth, and no gradient flows
/// through what is said.
/// </para>
/// <para>
/// The first input of a window, and that of a piece, is always the truth: what came before is gone. Huszár
/// (2015) shows that the objective is improper: with ε below 1 its best answer is not the distribution of the
/// data, but tends to the product of its marginals.
/// </para>
/// </remarks>
/// <param name="config">The settings: how ε falls, and whether a network draws what it says.</param>
/// <param name="network">The network.</param>
/// <param name="engine">What computes gradients by its parameters.</param>
internal sealed class ScheduledSampling(TrainingConfig config, SequenceNetwork network, GradientEngine engine)
    : Likelihood(network, engine)
{
    private readonly SamplerOptions choice = new() { Temperature = config.Feedback == "argmax" ? 0 : 1 };

    /// <summary>Computes the probability ε of the truth at a step, counted from 0.</summary>
    public static double TruthAt(TrainingConfig config, int step)
    {
        double k = config.TruthSteps;
        var truth = config.TruthDecay switch
        {
            "linear" => 1 - step / k,
            "exponential" => Math.Exp(-step / k),
            _ => k / (k + Math.Exp(step / k)),
        };
        return Math.Clamp(truth, config.TruthLeast, 1);
    }

    private protected override Func<Rng, Feeding> FeedAt(int step)
    {
        var truth = TruthAt(config, step);
        return chance => new Feeding(truth, choice, chance);
    }
}
