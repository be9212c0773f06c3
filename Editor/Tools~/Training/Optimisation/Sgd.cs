using System.Numerics;

namespace RnnGen.Training;

/// <summary>
/// Represents gradient descent with momentum (Polyak, 1964; in the form of Sutskever et al., 2013, as PyTorch
/// has it).
/// </summary>
/// <remarks>v' = μ v + g,  θ' = θ - α v'</remarks>
public sealed class Sgd : Optimiser
{
    private readonly float momentum;

    /// <summary>Initializes the optimiser before its first step.</summary>
    /// <param name="parameters">What it moves.</param>
    /// <param name="momentum">The momentum μ, in [0, 1).</param>
    public Sgd(ParameterSet parameters, double momentum = 0.9)
        : base(parameters, "sgd.velocity")
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
            first = first * momentum + slope;
            return weight - first * rate;
        }
    }
}
