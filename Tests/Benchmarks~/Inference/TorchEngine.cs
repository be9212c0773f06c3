using TorchSharp;

namespace RnnGen.Benchmarks;

/// <summary>A step of TorchSharp's own modules, without gradients, its temporaries freed at once.</summary>
internal abstract class TorchEngine : StepEngine
{
    private readonly torch.Tensor row;
    private readonly torch.Tensor x;
    private readonly TorchSharp.Utils.TensorAccessor<float> oneHot;
    private int last;

    protected TorchEngine(string name, int tokens)
        : base(name, tokens)
    {
        row = torch.zeros(tokens);
        x = row.unsqueeze(0);
        oneHot = row.data<float>();
    }

    public override void Step(int token)
    {
        using var scope = torch.NewDisposeScope();
        oneHot[last] = 0;
        oneHot[token] = 1;
        last = token;
        Forward(x).data<float>().CopyTo(Logits);
    }

    public override void Dispose()
    {
        oneHot.Dispose();
        x.Dispose();
        row.Dispose();
        base.Dispose();
    }

    /// <summary>Makes the scores, [1, tokens], from a one-hot row.</summary>
    protected abstract torch.Tensor Forward(torch.Tensor x);
}
