using TorchSharp;
using TorchSharp.Modules;

namespace RnnGen.Benchmarks;

/// <summary>torch.nn.LSTM, given one step at a time.</summary>
/// <remarks>
/// Without gradients libtorch 2.10 computes layers of at most 16 units wrongly on a CPU with AVX-512 (oneDNN;
/// with gradients, and by LSTMCell, the same weights are right), so that such sizes end in disagreement.
/// </remarks>
internal sealed class TorchLstmEngine : TorchEngine
{
    private readonly LSTM lstm;
    private readonly Linear head;
    private torch.Tensor h;
    private torch.Tensor c;

    public TorchLstmEngine(Checkpoint weights, int tokens, int size, int layers)
        : base("torch-lstm", tokens)
    {
        (lstm, head) = TorchLstm.Create(weights, tokens, size, layers);
        h = torch.zeros(layers, 1, size);
        c = torch.zeros(layers, 1, size);
    }

    public override void Dispose()
    {
        lstm.Dispose();
        head.Dispose();
        h.Dispose();
        c.Dispose();
        base.Dispose();
    }

    protected override torch.Tensor Forward(torch.Tensor x)
    {
        var (y, nextH, nextC) = lstm.call(x.unsqueeze(0), (h, c));
        h.Dispose();
        c.Dispose();
        h = nextH.DetachFromDisposeScope();
        c = nextC.DetachFromDisposeScope();
        return head.call(y.squeeze(0));
    }
}
