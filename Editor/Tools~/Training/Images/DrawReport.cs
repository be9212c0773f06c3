namespace RnnGen.Training;

/// <summary>What it costs to tell pictures by a network that draws, in nats a picture.</summary>
/// <param name="Pictures">The pictures.</param>
/// <param name="Draws">The noise draws of each, for the bound.</param>
/// <param name="Bound">The upper bound of -log p(x), the mean of the draws.</param>
/// <param name="BoundError">The standard error of that mean from draw to draw; null of one draw.</param>
/// <param name="Divergences">The part of each step in the bound, KL(Q(z | x) | P(z)).</param>
/// <param name="Samples">The draws of each picture, for the estimate.</param>
/// <param name="Estimate">
/// -log of the mean of p(x | z) P(z) / Q(z | x): also an upper bound in the mean, and closer (Burda et al. 2015).
/// </param>
/// <param name="Baseline">Independent pixels: see <see cref="PixelBaseline"/>.</param>
/// <param name="IsBaselineOfTraining">
/// Whether the baseline learned from other pictures; else it learned from those that it tells, which flatters it.
/// </param>
public sealed record DrawReport(
    int Pictures, int Draws, double Bound, double? BoundError, IReadOnlyList<double> Divergences, int Samples,
    double Estimate, double Baseline, bool IsBaselineOfTraining)
{
    /// <summary>How what the model paints compares; null where it was not told what it learned from.</summary>
    public PaintingReport? Painting { get; init; }
}
