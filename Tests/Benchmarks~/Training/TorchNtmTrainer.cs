using TorchSharp;
using static TorchSharp.torch.nn.functional;

namespace RnnGen.Benchmarks;

/// <summary>A neural Turing machine as TorchSharp's users write it, with one head of each kind.</summary>
internal sealed class TorchNtmTrainer : ITrainer
{
    private const int Width = 20;
    private const int Locations = 128;
    private const double Limit = 20;

    private readonly TorchWeights weights;
    private readonly torch.Tensor[] inputs;
    private readonly torch.Tensor[] targets;
    private readonly TorchSharp.Modules.Adam adam;

    public TorchNtmTrainer(Checkpoint file)
    {
        weights = new TorchWeights(file, "inputs/x", "inputs/y");
        inputs = TorchWeights.Values(file["inputs/x"]).unbind();
        targets = TorchWeights.Values(file["inputs/y"]).unbind();
        adam = torch.optim.Adam(weights.All, NativeTrainer.Rate);
    }

    public double Step()
    {
        using var scope = torch.NewDisposeScope();
        adam.zero_grad();
        var loss = Loss();
        loss.backward();
        adam.step();
        return loss.item<float>();
    }

    public void Dispose()
    {
        adam.Dispose();
        weights.Dispose();
    }

    private torch.Tensor Loss()
    {
        var rows = inputs[0].shape[0];
        var memory = torch.full(rows, Locations, Width, 1e-6f);
        var start = weights["ntm.initial_weighting"].view(2, Locations).softmax(1);
        torch.Tensor[] focus = [start[0].expand(rows, -1), start[1].expand(rows, -1)];
        var read = torch.zeros(rows, Width);
        var size = weights["controller.weight_hh"].shape[1];
        var state = (torch.zeros(rows, size), torch.zeros(rows, size));
        var sum = torch.zeros(1);
        for (var t = 0; t < inputs.Length; t++)
        {
            state = weights.Lstm("controller", torch.cat([inputs[t], read], 1), state);
            var heads = linear(state.Item1, weights["ntm.head.weight"], weights["ntm.head.bias"]);
            heads = (heads / Limit).tanh() * Limit;
            for (var head = 0; head < 2; head++)
            {
                focus[head] = Address(memory, focus[head], heads.narrow(1, head * (Width + 6), Width + 6));
            }

            read = focus[0].unsqueeze(1).matmul(memory).squeeze(1);
            var erase = heads.narrow(1, 2 * (Width + 6), Width).sigmoid().unsqueeze(1);
            var add = heads.narrow(1, (2 * (Width + 6)) + Width, Width).tanh().unsqueeze(1);
            var where = focus[1].unsqueeze(2);
            memory = (memory * (1 - where.matmul(erase))) + where.matmul(add);
            var y = linear(torch.cat([state.Item1, read], 1), weights["output.weight"], weights["output.bias"]);
            sum += binary_cross_entropy_with_logits(y, targets[t], reduction: torch.nn.Reduction.Sum);
        }

        return sum / rows;
    }

    private static torch.Tensor Address(torch.Tensor memory, torch.Tensor before, torch.Tensor p)
    {
        var key = p.narrow(1, 0, Width).tanh();
        var strength = softplus(p.narrow(1, Width, 1));
        var sharpness = softplus(p.narrow(1, Width + 1, 1)) + 1;
        var gate = p.narrow(1, Width + 2, 1).sigmoid();
        var moves = p.narrow(1, Width + 3, 3).softmax(1);
        var products = memory.matmul(key.unsqueeze(2)).squeeze(2);
        var lengths = (memory.square().sum(2) + 1e-12).sqrt() * (key.square().sum(1, true) + 1e-12).sqrt();
        var content = (strength * products / lengths).softmax(1);
        var gated = (gate * content) + ((1 - gate) * before);
        var moved = (gated.roll(-1, 1) * moves.narrow(1, 0, 1)) + (gated * moves.narrow(1, 1, 1))
            + (gated.roll(1, 1) * moves.narrow(1, 2, 1));
        return (sharpness * moved.clamp_min(1e-30).log()).softmax(1);
    }
}
