namespace RnnGen.Training;

/// <summary>
/// Keeps steps finite: limits gradients, skips those that are not finite, and halves the learning rate after
/// three of them in a row.
/// </summary>
/// <remarks>
/// By "norm" all gradients are scaled so that their global norm is at most the limit, which keeps their
/// direction (Pascanu, Mikolov and Bengio, 2013); by "parameter" those of each parameter are, by its own
/// norm; by "value" each gradient is cut to [-limit, limit] (Graves, 2013).
/// </remarks>
public sealed class Clipping
{
    private const int Patience = 3;

    private readonly Action<WeightVector> clip;

    /// <summary>Initializes clipping.</summary>
    /// <param name="limit">The largest norm or value that passes unchanged; infinity clips nothing.</param>
    /// <param name="by">What is limited: "norm", "value" or "parameter".</param>
    /// <exception cref="ArgumentException">There is no such way of clipping.</exception>
    public Clipping(double limit, string by = "norm")
    {
        clip = by switch
        {
            "norm" => gradients => gradients.Scale(Factor(Norm, limit)),
            "value" => gradients => gradients.Clamp((float)limit),
            "parameter" => gradients =>
            {
                for (var i = 0; i < gradients.Count; i++)
                {
                    gradients.Scale(i, Factor(gradients.Norm(i), limit));
                }
            },
            _ => throw new ArgumentException(
                $"Gradients must be clipped by norm, value or parameter, but not by '{by}'.", nameof(by)),
        };
    }

    /// <summary>Clips gradients.</summary>
    /// <returns>Whether a step may be taken: not if the norm is not finite.</returns>
    public bool Apply(WeightVector gradients)
    {
        Norm = gradients.Norm();
        if (!double.IsFinite(Norm))
        {
            Skipped++;
            SkippedInRow++;
            if (SkippedInRow == Patience)
            {
                SkippedInRow = 0;
                RateFactor /= 2;
            }

            return false;
        }

        SkippedInRow = 0;
        clip(gradients);
        return true;
    }

    private static float Factor(double norm, double limit) => norm > limit ? (float)(limit / norm) : 1;

    /// <summary>Gets the global norm of the last gradients before they were clipped.</summary>
    public double Norm { get; private set; }

    /// <summary>Gets or sets how many steps were skipped because their gradients were not finite.</summary>
    public int Skipped { get; set; }

    /// <summary>Gets or sets how many of those came one after the other, up to the last step.</summary>
    public int SkippedInRow { get; set; }

    /// <summary>Gets or sets what the learning rate is to be multiplied with, 1 at first.</summary>
    public double RateFactor { get; set; } = 1;
}
