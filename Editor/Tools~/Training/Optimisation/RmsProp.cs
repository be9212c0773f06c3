using System.Numerics;

namespace RnnGen.Training;

/// <summary>
/// Represents RMSProp (Tieleman and Hinton, 2012) with momentum (Graves, 2013), in the form of PyTorch.
/// </summary>
/// <remarks>
/// s' = γ s + (1 - γ) g²,  v' = μ v + g / (√s' + ε),  θ' = θ - α v'  with γ = 0.99, ε = 1e-8. Graves divides
/// by the standard deviation of the gradient instead, √(s' - mean²).
/// </remarks>
public sealed class RmsProp : Optimiser
{
    private const float SquareDecay = 0.99f;
    private const float Epsilon = 1e-8f;

    private readonly float momentum;

    /// <summary>Initializes the optimiser before its first step.</summary>
    /// <param name="parameters">What it moves.</param>
    /// <param name="momentum">The momentum μ, in [0, 1).</param>
    public RmsProp(ParameterSet parameters, double momentum = 0.9)
        : base(parameters, "rmsprop.square", "rmsprop.velocity")
    {
        this.momentum = (float)momentum;
    }

    private protected override void Move(int index, Parameter parameter, WeightVector gradients, double rate)
    {
        Move(index, parameter, gradients, new Rule(momentum, (float)rate));
    }

    private readonly struct Rule(float momentum, float rate) : IUpdateRule
    {
        public Vector<float> Step(
            Vector<float> weight, Vector<float> slope, ref Vector<float> first, ref Vector<float> second)
        {
            first = first * SquareDecay + slope * slope * (1 - SquareDecay);
            second = second * momentum + slope / (Vector.SquareRoot(first) + new Vector<float>(Epsilon));
            return weight - second * rate;
        }
    }
}
