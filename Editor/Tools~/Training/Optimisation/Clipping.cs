namespace RnnGen.Training;

/// <summary>
/// Keeps steps finite: limits the global norm of gradients (Pascanu, Mikolov and Bengio, 2013), skips those
/// that are not finite, and halves the learning rate after three of them in a row.
/// </summary>
public sealed class Clipping
{
    private const int Patience = 3;

    private readonly double limit;

    /// <summary>Initializes clipping to a norm.</summary>
    /// <param name="limit">The largest norm that passes unchanged; infinity clips nothing.</param>
    public Clipping(double limit)
    {
        this.limit = limit;
    }

    /// <summary>Scales gradients by limit / max(norm, limit).</summary>
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
        if (Norm > limit)
        {
            gradients.Scale((float)(limit / Norm));
        }

        return true;
    }

    /// <summary>Gets the norm of the last gradients before they were clipped.</summary>
    public double Norm { get; private set; }

    /// <summary>Gets or sets how many steps were skipped because their gradients were not finite.</summary>
    public int Skipped { get; set; }

    /// <summary>Gets or sets how many of those came one after the other, up to the last step.</summary>
    public int SkippedInRow { get; set; }

    /// <summary>Gets or sets what the learning rate is to be multiplied with, 1 at first.</summary>
    public double RateFactor { get; set; } = 1;
}
