using TorchSharp;
using static TorchSharp.torch.nn.functional;

namespace RnnGen.Benchmarks;

/// <summary>DRAW as TorchSharp's users write it: libtorch's operations, autograd, torch's Adam.</summary>
internal sealed class TorchDrawTrainer : ITrainer
{
    private readonly DrawConfig config;
    private readonly TorchWeights weights;
    private readonly torch.Tensor images;
    private readonly torch.Tensor[] noise;
    private readonly TorchSharp.Modules.Adam adam;

    public TorchDrawTrainer(Checkpoint file, DrawConfig config)
    {
        this.config = config;
        weights = new TorchWeights(file, "inputs/images", "inputs/noise");
        images = TorchWeights.Values(file["inputs/images"]);
        noise = [.. TorchWeights.Values(file["inputs/noise"]).chunk(config.Steps, 1)];
        adam = torch.optim.Adam(weights.All, NativeTrainer.Rate);
    }

    public double Step()
    {
        using var scope = torch.NewDisposeScope();
        adam.zero_grad();
        var loss = Loss().mean();
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
        var rows = images.shape[0];
        var canvas = weights["initial.canvas"].expand(rows, -1);
        var encoder = State("encoder", rows);
        var decoder = State("decoder", rows);
        var heads = Heads(decoder.Hidden);
        var patch = config.Write * config.Write;
        var divergence = torch.zeros(rows);
        for (var t = 0; t < config.Steps; t++)
        {
            var error = images - canvas.sigmoid();
            var both = torch.stack([images, error], 1).view(-1, 2, TorchFilters.Side, TorchFilters.Side);
            var (y, x) = TorchFilters.Of(heads.narrow(1, patch + 5, 5), config.Read);
            var gamma = heads.narrow(1, patch + 9, 1).exp();
            var read = y.unsqueeze(1).matmul(both).matmul(x.transpose(1, 2).unsqueeze(1)).view(rows, -1);
            encoder = weights.Lstm("encoder", torch.cat([read * gamma, decoder.Hidden], 1), encoder);
            var latent = linear(encoder.Hidden, weights["latent.weight"], weights["latent.bias"]);
            var (mean, logSigma) = (latent.narrow(1, 0, config.Latent), latent.narrow(1, config.Latent, config.Latent));
            var sigma = logSigma.exp();
            divergence += 0.5 * (mean * mean + sigma * sigma - 2 * logSigma - 1).sum(1);
            decoder = weights.Lstm("decoder", mean + sigma * noise[t], decoder);
            heads = Heads(decoder.Hidden);
            var (down, across) = TorchFilters.Of(heads.narrow(1, patch, 5), config.Write);
            var ink = heads.narrow(1, 0, patch).view(-1, config.Write, config.Write);
            var stroke = down.transpose(1, 2).matmul(ink).matmul(across).view(rows, -1);
            canvas = canvas + (stroke * (-heads.narrow(1, patch + 4, 1)).exp());
        }

        var missed = binary_cross_entropy_with_logits(canvas, images, reduction: torch.nn.Reduction.None);
        return missed.sum(1) + divergence;
    }

    private (torch.Tensor Hidden, torch.Tensor Cell) State(string name, long rows)
    {
        return (
            weights[$"initial.{name}_hidden"].expand(rows, -1), weights[$"initial.{name}_cell"].expand(rows, -1));
    }

    private torch.Tensor Heads(torch.Tensor hidden)
    {
        return linear(hidden, weights["heads.weight"], weights["heads.bias"]);
    }
}
