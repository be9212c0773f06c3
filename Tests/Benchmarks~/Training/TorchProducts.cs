using TorchSharp;

namespace RnnGen.Benchmarks;

/// <summary>Products in libtorch, by its own differentiation.</summary>
internal sealed class TorchProducts : StepEngine
{
    private readonly torch.Tensor w;
    private readonly torch.Tensor u;
    private readonly torch.Tensor[] x;

    public TorchProducts(ParameterSet parameters, float[][] x, int rows)
        : base("torch", 1 + parameters[0].Outputs)
    {
        w = Values(parameters[0]);
        u = Values(parameters[1]);
        this.x = Array.ConvertAll(x, values => torch.tensor(values).reshape(rows, -1));
    }

    /// <inheritdoc cref="OwnProducts.Step"/>
    public override void Step(int token)
    {
        using var scope = torch.NewDisposeScope();
        w.grad?.zero_();
        u.grad?.zero_();
        var sum = x.Select(values => values.mm(w).mm(u).sum()).Aggregate((a, b) => a + b);
        sum.backward();
        Logits[0] = sum.item<float>();
        w.grad![0].data<float>().CopyTo(Logits.AsSpan(1));
    }

    public override void Dispose()
    {
        w.Dispose();
        u.Dispose();
        Array.ForEach(x, values => values.Dispose());
        base.Dispose();
    }

    private static torch.Tensor Values(Parameter parameter)
    {
        var values = Enumerable.Range(0, parameter.Inputs).SelectMany(input => parameter.Row(input).ToArray());
        return torch.tensor(values.ToArray()).reshape(parameter.Inputs, -1).requires_grad_();
    }
}
