namespace RnnGen.Benchmarks;

/// <summary>A network of 388 tokens: forward, backward and Adam over a window of a batch.</summary>
internal sealed class LstmWork(int layers, int hidden, int batch, int window) : TrainingWork
{
    private const int Tokens = InferenceBenchmark.Tokens;

    private SequenceConfig Config => new() { Inputs = Tokens, Outputs = Tokens, Size = hidden, Layers = layers };

    public override Checkpoint Make()
    {
        var parameters = new ParameterSet(1);
        SequenceNetwork.Create(Config, parameters);
        var file = new Checkpoint();
        file.Add(parameters);
        var rng = new Rng(1);
        var tokens = Enumerable.Range(0, batch * window).Select(_ => (float)rng.Below(Tokens));
        file.Add("inputs/tokens", [.. tokens], batch, window);
        return file;
    }

    public override ITrainer Native(Checkpoint file, int threads)
    {
        var parameters = new ParameterSet(0);
        var network = SequenceNetwork.Create(Config, parameters);
        file.ReadInto(parameters);
        var heard = Heard(file);
        var said = Said(file);
        return new NativeTrainer(parameters, batch, threads, 1.0 / (batch * window), share =>
        {
            var state = network.NewState(share.On, share.Count);
            Tensor? sum = null;
            for (var t = 0; t < window; t++)
            {
                var x = share.On.OneHot(heard[t].AsMemory(share.First, share.Count), Tokens);
                var loss = network.Step(x, state).CrossEntropy(said[t].AsMemory(share.First, share.Count));
                sum = sum is null ? loss : sum + loss;
            }

            return sum!;
        });
    }

    public override ITrainer Torch(Checkpoint file)
    {
        return new TorchLstmTrainer(file, Heard(file), Said(file), hidden, layers);
    }

    /// <summary>The token that each row says at each step, [window][batch].</summary>
    private int[][] Said(Checkpoint file)
    {
        var tokens = file["inputs/tokens"].Values.ToArray();
        return [.. Enumerable.Range(0, window).Select(t =>
            Enumerable.Range(0, batch).Select(row => (int)tokens[(row * window) + t]).ToArray())];
    }

    /// <summary>The token before, 0 at first.</summary>
    private int[][] Heard(Checkpoint file) => [new int[batch], .. Said(file)[..^1]];
}
