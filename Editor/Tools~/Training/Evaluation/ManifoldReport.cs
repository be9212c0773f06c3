namespace RnnGen.Training;

/// <summary>How what was made compares with what is real.</summary>
/// <param name="Precision">
/// The share of what was made that lies in a ball of what is real: whether it could be (Kynkäänniemi et al. 2019).
/// </param>
/// <param name="Recall">The share of what is real in a ball of what was made: whether that reaches all of it.</param>
/// <param name="Density">
/// The number of real balls that something made lies in, in the mean, by their k: 1 if it is spread as what is real
/// (Naeem et al. 2020).
/// </param>
/// <param name="Coverage">The share of real balls in which something made lies (Naeem et al. 2020).</param>
public sealed record ManifoldReport(double Precision, double Recall, double Density, double Coverage);
