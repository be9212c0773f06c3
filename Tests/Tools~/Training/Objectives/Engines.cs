using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>Makes engines on tapes, and disposes of them in the end.</summary>
internal sealed class Engines : IDisposable
{
    private readonly List<GradientEngine> made = [];

    public GradientEngine New(ParameterSet parameters)
    {
        made.Add(new TapeGradients(parameters, threads: 1));
        return made[^1];
    }

    public void Dispose() => made.ForEach(engine => engine.Dispose());
}
