using TorchSharp;
using TorchSharp.Modules;

namespace RnnGen.Benchmarks;

/// <summary>torch.nn.LSTMCell, layer by layer.</summary>
internal sealed class TorchCellEngine : TorchEngine
{
    private readonly LSTMCell[] cells;
    private readonly Linear head;
    private readonly torch.Tensor[] h;
    private readonly torch.Tensor[] c;

    public TorchCellEngine(Checkpoint weights, int tokens, int size, int layers)
        : base("torch-cell", tokens)
    {
        cells = new LSTMCell[layers];
        for (var l = 0; l < layers; l++)
        {
            cells[l] = torch.nn.LSTMCell(l == 0 ? tokens : size, size);
            TorchLstm.Load(
                cells[l],
                ("weight_ih", weights[$"layers.{l}.weight_ih"]),
                ("weight_hh", weights[$"layers.{l}.weight_hh"]),
                ("bias_ih", weights[$"layers.{l}.bias"]),
                ("bias_hh", null));
        }

        head = TorchLstm.CreateHead(weights, tokens, size);
        h = Array.ConvertAll(cells, _ => torch.zeros(1, size));
        c = Array.ConvertAll(cells, _ => torch.zeros(1, size));
    }

    public override void Dispose()
    {
        foreach (var cell in cells) cell.Dispose();
        foreach (var state in h.Concat(c)) state.Dispose();
        head.Dispose();
        base.Dispose();
    }

    protected override torch.Tensor Forward(torch.Tensor x)
    {
        for (var l = 0; l < cells.Length; l++)
        {
            var (nextH, nextC) = cells[l].call(x, (h[l], c[l]));
            h[l].Dispose();
            c[l].Dispose();
            h[l] = nextH.DetachFromDisposeScope();
            c[l] = nextC.DetachFromDisposeScope();
            x = nextH;
        }

        return head.call(x);
    }
}
