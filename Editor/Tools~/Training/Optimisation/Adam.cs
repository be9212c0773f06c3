using System.Numerics;

namespace RnnGen.Training;

/// <summary>Represents the optimiser Adam (Kingma and Ba, 2015), over the memory of the parameters.</summary>
/// <remarks>
/// m' = β₁ m + (1 - β₁) g,  v' = β₂ v + (1 - β₂) g²,  θ' = θ - α (m' / (1 - β₁ᵗ)) / (√(v' / (1 - β₂ᵗ)) + ε)
/// with β₁ = 0.9, β₂ = 0.999, ε = 1e-8.
/// </remarks>
public sealed class Adam
{
    private const float MeanDecay = 0.9f;
    private const float SquareDecay = 0.999f;
    private const float Epsilon = 1e-8f;

    private readonly ParameterSet parameters;

    /// <summary>Initializes the optimiser before its first step.</summary>
    public Adam(ParameterSet parameters)
    {
        this.parameters = parameters;
        Mean = new WeightVector(parameters);
        Square = new WeightVector(parameters);
    }

    /// <summary>Moves every parameter one step against its gradient.</summary>
    /// <param name="gradients">The gradient, already clipped.</param>
    /// <param name="rate">The learning rate α.</param>
    public void Step(WeightVector gradients, double rate)
    {
        Steps++;
        var root = Math.Sqrt(1 - Math.Pow(SquareDecay, Steps));
        var size = (float)(rate * root / (1 - Math.Pow(MeanDecay, Steps)));
        var epsilon = (float)(Epsilon * root);
        for (var i = 0; i < parameters.Count; i++)
        {
            var parameter = parameters[i];
            for (var input = 0; input < parameter.Inputs; input++)
            {
                var range = new Range(input * parameter.Outputs, (input + 1) * parameter.Outputs);
                var weights = parameter.Row(input);
                Step(weights, gradients[i][range], Mean[i][range], Square[i][range], size, epsilon);
            }

            parameter.Changed();
        }
    }

    private static void Step(
        Span<float> weights, ReadOnlySpan<float> slopes, Span<float> means, Span<float> squares, float size,
        float epsilon)
    {
        var i = 0;
        for (; i <= weights.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var slope = new Vector<float>(slopes[i..]);
            var mean = new Vector<float>(means[i..]) * MeanDecay + slope * (1 - MeanDecay);
            var square = new Vector<float>(squares[i..]) * SquareDecay + slope * slope * (1 - SquareDecay);
            var step = mean * size / (Vector.SquareRoot(square) + new Vector<float>(epsilon));
            mean.CopyTo(means[i..]);
            square.CopyTo(squares[i..]);
            (new Vector<float>(weights[i..]) - step).CopyTo(weights[i..]);
        }

        for (; i < weights.Length; i++)
        {
            means[i] = means[i] * MeanDecay + slopes[i] * (1 - MeanDecay);
            squares[i] = squares[i] * SquareDecay + slopes[i] * slopes[i] * (1 - SquareDecay);
            weights[i] -= means[i] * size / (MathF.Sqrt(squares[i]) + epsilon);
        }
    }

    /// <summary>Gets the running mean m of the gradients.</summary>
    public WeightVector Mean { get; }

    /// <summary>Gets the running mean v of their squares.</summary>
    public WeightVector Square { get; }

    /// <summary>Gets or sets the number of steps taken, t.</summary>
    public int Steps { get; set; }
}
