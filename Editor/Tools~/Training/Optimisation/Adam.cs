using System.Numerics;

namespace RnnGen.Training;

/// <summary>
/// Represents Adam (Kingma and Ba, 2015) and, with weight decay, AdamW (Loshchilov and Hutter, 2019).
/// </summary>
/// <remarks>
/// <para>
/// m' = β₁ m + (1 - β₁) g,  v' = β₂ v + (1 - β₂) g²,
/// θ' = (1 - α λ) θ - α (m' / (1 - β₁ᵗ)) / (√(v' / (1 - β₂ᵗ)) + ε)  with β₁ = 0.9, β₂ = 0.999, ε = 1e-8.
/// </para>
/// <para>
/// Only matrices decay. A bias multiplies no input, so that a large one does not make the network steeper and
/// fit noise; and some begin where they do for a reason (a forget gate at 1), to which 0 is no neutral place.
/// </para>
/// </remarks>
public class Adam : Optimiser
{
    private const float MeanDecay = 0.9f;
    private const float SquareDecay = 0.999f;
    private const float Epsilon = 1e-8f;

    private readonly double weightDecay;

    /// <summary>Initializes the optimiser before its first step.</summary>
    /// <param name="parameters">What it moves.</param>
    /// <param name="weightDecay">The weight decay λ, at least 0.</param>
    public Adam(ParameterSet parameters, double weightDecay = 0)
        : base(parameters, "adam.mean", "adam.square")
    {
        this.weightDecay = weightDecay;
    }

    private protected override void Move(int index, Parameter parameter, WeightVector gradients, double rate)
    {
        var root = Math.Sqrt(1 - Math.Pow(SquareDecay, Steps));
        var size = rate * root / (1 - Math.Pow(MeanDecay, Steps));
        var keep = parameter.IsRow ? 1 : Keep(rate);
        Move(index, parameter, gradients, new Rule((float)size, (float)(Epsilon * root), keep));
    }

    /// <summary>Computes 1 - α λ, what decay leaves of a matrix.</summary>
    private protected float Keep(double rate) => (float)(1 - rate * weightDecay);

    private readonly struct Rule(float size, float epsilon, float keep) : IUpdateRule
    {
        public Vector<float> Step(
            Vector<float> weight, Vector<float> slope, ref Vector<float> first, ref Vector<float> second)
        {
            first = first * MeanDecay + slope * (1 - MeanDecay);
            second = second * SquareDecay + slope * slope * (1 - SquareDecay);
            return weight * keep - first * size / (Vector.SquareRoot(second) + new Vector<float>(epsilon));
        }
    }
}
