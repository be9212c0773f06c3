using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>An engine that plays on the CPU and has no idea of gradients: none of its are numbers.</summary>
internal sealed class BadGradients : GradientEngine
{
    public override double Differentiate(
        Func<Backend, Tensor?> window, double weight, WeightVector gradients)
    {
        for (var i = 0; i < gradients.Count; i++)
        {
            gradients[i].Fill(float.NaN);
        }

        return Evaluate(window, weight);
    }

    public override double Evaluate(Func<Backend, Tensor?> window, double weight)
    {
        Backends[0].NextStep();
        return window(Backends[0])!.Values().Sum() * weight;
    }

    public override void Dispose()
    {
    }

    public override IReadOnlyList<Backend> Backends { get; } = [new CpuBackend()];

    public override string Name => "bad";
}
