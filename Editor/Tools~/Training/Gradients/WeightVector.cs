namespace RnnGen.Training;

/// <summary>
/// Represents one number per weight of a set of parameters: a gradient, an optimiser's moment, or a copy of
/// the weights themselves.
/// </summary>
public sealed class WeightVector
{
    private readonly float[][] values;

    /// <summary>Initializes zeros for each parameter of a set.</summary>
    public WeightVector(ParameterSet parameters)
    {
        values = new float[parameters.Count][];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = new float[parameters[i].Inputs * parameters[i].Outputs];
        }
    }

    /// <summary>Copies the weights.</summary>
    public static WeightVector Of(ParameterSet parameters)
    {
        var copy = new WeightVector(parameters);
        for (var i = 0; i < parameters.Count; i++)
        {
            var parameter = parameters[i];
            for (var input = 0; input < parameter.Inputs; input++)
            {
                parameter.Row(input).CopyTo(copy[i][(input * parameter.Outputs)..]);
            }
        }

        return copy;
    }

    /// <summary>Sets the weights to these numbers.</summary>
    public void CopyTo(ParameterSet parameters)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            var parameter = parameters[i];
            for (var input = 0; input < parameter.Inputs; input++)
            {
                this[i].Slice(input * parameter.Outputs, parameter.Outputs).CopyTo(parameter.Row(input));
            }

            parameter.Changed();
        }
    }

    /// <summary>Computes the Euclidean norm of all numbers taken as one vector.</summary>
    /// <returns>The norm, which is not finite if one of the numbers is not.</returns>
    public double Norm()
    {
        var sum = 0.0;
        foreach (var numbers in values)
        {
            foreach (var number in numbers)
            {
                sum += (double)number * number;
            }
        }

        return Math.Sqrt(sum);
    }

    /// <summary>Multiplies all numbers with a factor.</summary>
    public void Scale(float factor)
    {
        foreach (var numbers in values)
        {
            foreach (ref var number in numbers.AsSpan())
            {
                number *= factor;
            }
        }
    }

    /// <summary>Gets the numbers of one parameter in the order [inputs][outputs], without padding.</summary>
    /// <param name="index">The parameter's place in its set.</param>
    public Span<float> this[int index] => values[index];
}
