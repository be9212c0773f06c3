namespace RnnGen.Benchmarks;

/// <summary>Something that plays a network token by token: one row, on one thread.</summary>
public abstract class StepEngine : IDisposable
{
    protected StepEngine(string name, int tokens)
    {
        Name = name;
        Logits = new float[tokens];
    }

    /// <summary>Reads a token and writes the scores of the next one.</summary>
    public abstract void Step(int token);

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>Gets the name of the engine in tables.</summary>
    public string Name { get; }

    /// <summary>Gets the scores after the last step; all zeros of an engine that computes none.</summary>
    public float[] Logits { get; }
}
