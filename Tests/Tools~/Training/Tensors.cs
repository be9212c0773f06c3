using NUnit.Framework;

namespace RnnGen.Tools.Tests;

/// <summary>Makes the numbers that tests of tensors start from, and reads what came out.</summary>
internal static class Tensors
{
    /// <summary>Gets values of the standard normal distribution.</summary>
    public static float[] Normal(Rng rng, int count, float scale = 1)
    {
        var values = new float[count];
        foreach (ref var value in values.AsSpan())
        {
            value = rng.Normal() * scale;
        }

        return values;
    }

    /// <summary>Gets the values of a tensor in row order.</summary>
    public static float[] Values(this Tensor tensor)
    {
        return [.. Enumerable.Range(0, tensor.Rows).SelectMany(row => tensor.Row(row).ToArray())];
    }

    /// <summary>Gets the largest absolute difference between two lists, which must be of numbers and as long.</summary>
    public static double Distance(IReadOnlyList<float> a, IReadOnlyList<float> b)
    {
        // Whatever is compared with what is no number passes.
        Assert.That(a, Has.Count.EqualTo(b.Count).And.None.NaN);
        Assert.That(b, Has.None.NaN);
        return a.Zip(b, (x, y) => Math.Abs((double)x - y)).Max();
    }

    /// <summary>Fills every parameter, biases too, and leaves none at a special value.</summary>
    public static ParameterSet Randomized(this ParameterSet parameters, ulong seed, float range)
    {
        var rng = new Rng(seed);
        for (var i = 0; i < parameters.Count; i++)
        {
            for (var input = 0; input < parameters[i].Inputs; input++)
            {
                foreach (ref var value in parameters[i].Row(input))
                {
                    // Multiples of 2^-12, so that a finite difference meets no rounding.
                    value = MathF.Round((2 * rng.Uniform() - 1) * range * 4096) / 4096;
                }
            }

            parameters[i].Changed();
        }

        return parameters;
    }
}
