namespace RnnGen.Benchmarks;

/// <summary>This library's network on its own CPU backend.</summary>
public sealed class CoreEngine : StepEngine
{
    private readonly CpuBackend backend = new();
    private readonly SequenceState state;
    private readonly SequenceNetwork network;
    private readonly int[] token = new int[1];

    /// <summary>Reads the weights from the bytes of a checkpoint.</summary>
    public CoreEngine(string name, byte[] checkpoint, int tokens, int size, int layers)
        : base(name, tokens)
    {
        var parameters = new ParameterSet(0);
        var config = new SequenceConfig { Inputs = tokens, Outputs = tokens, Size = size, Layers = layers };
        network = SequenceNetwork.Create(config, parameters);
        Checkpoint.Read(checkpoint).ReadInto(parameters);
        state = network.NewState(backend, 1);
    }

    /// <inheritdoc/>
    public override void Step(int token)
    {
        this.token[0] = token;
        backend.NextStep();
        network.Step(backend.OneHot(this.token, Logits.Length), state).Row(0).CopyTo(Logits);
    }
}
