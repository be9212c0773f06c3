namespace RnnGen.Benchmarks;

/// <summary>This library's DRAW on its own CPU backend.</summary>
internal sealed class CoreDrawEngine : StepEngine
{
    private readonly CpuBackend backend = new();
    private readonly DrawNetwork network;
    private readonly float[][] noise;

    public CoreDrawEngine(DrawModel model, float[][] noise)
        : base("rnngen", model.Network.Config.Values)
    {
        network = model.Network;
        this.noise = noise;
    }

    /// <summary>Paints a picture.</summary>
    public override void Step(int token)
    {
        backend.NextStep();
        var state = network.InitialState(backend, 1);
        var latent = network.Config.Latent;
        for (var t = 0; t < network.Config.Steps; t++)
        {
            backend.NextStep();
            network.Draw(backend.From(noise[token].AsSpan(t * latent, latent), 1, latent), ref state);
        }

        state.Canvas.Row(0).CopyTo(Logits);
    }
}
