namespace RnnGen.Benchmarks;

/// <summary>Products in this library, on a tape.</summary>
internal sealed class OwnProducts : StepEngine
{
    private readonly TapeBackend tape;
    private readonly Parameter w;
    private readonly Parameter u;
    private readonly float[][] x;
    private readonly Func<Backend, Tensor?> sum;

    public OwnProducts(ParameterSet parameters, Parameter w, Parameter u, float[][] x)
        : base("rnngen", 1 + w.Outputs)
    {
        tape = new TapeBackend(parameters);
        this.w = w;
        this.u = u;
        this.x = x;
        sum = Sum;
    }

    /// <summary>Writes the sum, and the slopes of the weights from one input.</summary>
    public override void Step(int token)
    {
        Logits[0] = (float)tape.Differentiate(sum);
        tape.Gradient(w, 0).CopyTo(Logits.AsSpan(1));
    }

    private Tensor Sum(Backend on)
    {
        Tensor? total = null;
        foreach (var values in x)
        {
            var y = on.From(values, values.Length / w.Inputs, w.Inputs).Linear(w).Linear(u).Sum();
            total = total is null ? y : total + y;
        }

        return total!;
    }
}
