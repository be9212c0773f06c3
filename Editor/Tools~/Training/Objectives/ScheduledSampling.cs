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
internal sealed class ScheduledSampling
{
    private readonly Func<int, double> curve;
    private readonly double least;
    private readonly SamplerOptions choice;

    /// <summary>Initializes the rule.</summary>
    /// <param name="decay">"linear", "exponential" or "inverse-sigmoid".</param>
    /// <param name="steps">The number k, at least 1.</param>
    /// <param name="least">The floor of ε, in [0, 1].</param>
    /// <param name="isLikeliest">Whether a network says its likeliest token, instead of drawing one.</param>
    public ScheduledSampling(string decay, int steps, double least, bool isLikeliest)
    {
        this.least = least;
        choice = new SamplerOptions { Temperature = isLikeliest ? 0 : 1 };
        curve = decay switch
        {
            "linear" => i => 1 - (double)i / steps,
            "exponential" => i => Math.Exp(-(double)i / steps),
            "inverse-sigmoid" => i => steps / (steps + Math.Exp((double)i / steps)),
            _ => throw new ArgumentException(
                $"A decay must be linear, exponential or inverse-sigmoid, but is '{decay}'.", nameof(decay)),
        };
    }

    /// <summary>Gets the probability ε of the truth at a step, counted from 0.</summary>
    public double TruthAt(int step) => Math.Clamp(curve(step), least, 1);

    /// <summary>Makes what feeds a network at a step.</summary>
    /// <param name="step">The step of the training.</param>
    /// <param name="chance">Where coins and tokens come from.</param>
    public Feeding FeedingAt(int step, Rng chance) => new(TruthAt(step), choice, chance);
}
