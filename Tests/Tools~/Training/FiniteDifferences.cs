using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>Compares gradients with differences of the loss, over five points, in float64.</summary>
internal static class FiniteDifferences
{
    private const float Step = 1f / 512;

    /// <summary>Checks each parameter at 20 or more places, or at all if it has fewer.</summary>
    /// <param name="parameters">Values that are multiples of 2^-12, so that points between are exact.</param>
    /// <param name="cut">The parameters whose gradient is 0 by design, whatever the difference.</param>
    /// <param name="loss">The loss, of which all values are summed.</param>
    public static void Check(ParameterSet parameters, string[] cut, Func<Backend, Tensor> loss)
    {
        using var engine = new TorchGradients(parameters, threads: 1, exact: true);
        var gradients = new WeightVector(parameters);
        engine.Differentiate(loss, 1, gradients);

        // A loss is known to 1e-15 of itself, and its differences, over steps of 1/512, to 1e-12.
        var least = 1e-6 * Math.Max(1, Math.Abs(engine.Evaluate(loss, 1)));
        for (var i = 0; i < parameters.Count; i++)
        {
            var parameter = parameters[i];
            var count = parameter.Inputs * parameter.Outputs;
            for (var place = 0; place < count; place += Math.Max(1, count / 25))
            {
                var (input, output) = Math.DivRem(place, parameter.Outputs);
                var slope = Slope(engine, loss, parameter, input, output);
                var gradient = (double)gradients[i][place];
                Assert.That(double.IsFinite(gradient) && double.IsFinite(slope), $"{parameter.Name} {place}");
                var error = Math.Abs(slope - gradient) / Math.Max(least, Math.Abs(slope) + Math.Abs(gradient));
                if (cut.Contains(parameter.Name))
                {
                    Assert.That(gradient, Is.Zero);
                }
                else
                {
                    Assert.That(error, Is.LessThan(1e-6), $"{parameter.Name} {place}: {slope} {gradient}");
                }
            }
        }
    }

    private static double Slope(
        GradientEngine engine, Func<Backend, Tensor> loss, Parameter parameter, int input, int output)
    {
        var value = parameter.Row(input)[output];
        var at = new double[5];
        for (var i = 0; i < at.Length; i++)
        {
            parameter.Row(input)[output] = value + (i - 2) * Step;
            parameter.Changed();
            at[i] = engine.Evaluate(loss, 1);
        }

        parameter.Row(input)[output] = value;
        parameter.Changed();
        return (at[0] - 8 * at[1] + 8 * at[3] - at[4]) / (12 * Step);
    }
}
