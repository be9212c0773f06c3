using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn.functional;

namespace RnnGen.Benchmarks;

/// <summary>DRAW as TorchSharp's users write it, without gradients, its temporaries freed at once.</summary>
internal sealed class TorchDrawEngine : StepEngine
{
    private readonly DrawConfig config;
    private readonly TorchWeights weights;
    private readonly LSTMCell decoder;
    private readonly torch.Tensor[] noise;

    public TorchDrawEngine(Checkpoint file, float[][] noise, DrawConfig config)
        : base("torch", config.Values)
    {
        this.config = config;
        weights = new TorchWeights(file);
        decoder = torch.nn.LSTMCell(config.Latent, config.Size);
        TorchLstm.Load(
            decoder,
            ("weight_ih", file["decoder.weight_ih"]),
            ("weight_hh", file["decoder.weight_hh"]),
            ("bias_ih", file["decoder.bias"]),
            ("bias_hh", null));
        this.noise = Array.ConvertAll(noise, all => torch.tensor(all).reshape(config.Steps, config.Latent));
    }

    /// <summary>Paints a picture.</summary>
    public override void Step(int token)
    {
        using var scope = torch.NewDisposeScope();
        var canvas = weights["initial.canvas"].view(config.Height, config.Width);
        var h = weights["initial.decoder_hidden"].view(1, -1);
        var c = weights["initial.decoder_cell"].view(1, -1);
        var patch = config.Write * config.Write;
        for (var t = 0; t < config.Steps; t++)
        {
            (h, c) = decoder.call(noise[token].narrow(0, t, 1), (h, c));
            var heads = linear(h, weights["heads.weight"], weights["heads.bias"]);
            var (down, across) = TorchFilters.Of(heads.narrow(1, patch, 5), config.Write);
            var ink = heads.narrow(1, 0, patch).view(config.Write, config.Write)
                * (-heads.narrow(1, patch + 4, 1)).exp();
            canvas = canvas + down[0].t().matmul(ink).matmul(across[0]);
        }

        canvas.contiguous().data<float>().CopyTo(Logits);
    }

    public override void Dispose()
    {
        foreach (var tensor in noise) tensor.Dispose();
        decoder.Dispose();
        weights.Dispose();
        base.Dispose();
    }
}
