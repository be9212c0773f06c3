using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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

    private WeightVector(float[][] values)
    {
        this.values = values;
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

    /// <summary>Gets the numbers of the parameters from one on: the same memory.</summary>
    public WeightVector From(int first) => new(values[first..]);

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
    public double Norm() => Math.Sqrt(values.Sum(numbers => SumOfSquares(numbers)));

    /// <summary>Computes the Euclidean norm of the numbers of one parameter.</summary>
    /// <inheritdoc cref="Norm()"/>
    public double Norm(int index) => Math.Sqrt(SumOfSquares(values[index]));

    /// <summary>Multiplies all numbers with a factor.</summary>
    public void Scale(float factor)
    {
        for (var i = 0; i < Count; i++)
        {
            Scale(i, factor);
        }
    }

    /// <summary>Multiplies the numbers of one parameter with a factor.</summary>
    public void Scale(int index, float factor)
    {
        if (factor == 1)
        {
            return;
        }

        var vectors = MemoryMarshal.Cast<float, Vector<float>>(this[index]);
        foreach (ref var vector in vectors)
        {
            vector *= factor;
        }

        foreach (ref var number in this[index][(vectors.Length * Vector<float>.Count)..])
        {
            number *= factor;
        }
    }

    /// <summary>Cuts every number to [-limit, limit].</summary>
    public void Clamp(float limit)
    {
        foreach (var numbers in values)
        {
            var vectors = MemoryMarshal.Cast<float, Vector<float>>(numbers.AsSpan());
            foreach (ref var vector in vectors)
            {
                vector = Vector.Min(Vector.Max(vector, new Vector<float>(-limit)), new Vector<float>(limit));
            }

            foreach (ref var number in numbers.AsSpan(vectors.Length * Vector<float>.Count))
            {
                number = Math.Clamp(number, -limit, limit);
            }
        }
    }

    // Eight sums side by side on every processor, whatever its vectors hold, so that all get the same bits.
    private static double SumOfSquares(ReadOnlySpan<float> numbers)
    {
        var low = Vector256<double>.Zero;
        var high = Vector256<double>.Zero;
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(numbers);
        foreach (var vector in vectors)
        {
            var (a, b) = Vector256.Widen(vector);
            low += a * a;
            high += b * b;
        }

        var both = low + high;
        var sum = both[0] + both[1] + both[2] + both[3];
        foreach (var number in numbers[(vectors.Length * Vector256<float>.Count)..])
        {
            sum += (double)number * number;
        }

        return sum;
    }

    /// <summary>Gets the number of parameters.</summary>
    public int Count => values.Length;

    /// <summary>Gets the numbers of one parameter in the order [inputs][outputs], without padding.</summary>
    /// <param name="index">The parameter's place in its set.</param>
    public Span<float> this[int index] => values[index];
}
