namespace RnnGen.Benchmarks;

/// <summary>DRAW on images of 28 x 28: all steps forward, backward and Adam over a batch.</summary>
internal sealed class DrawWork(int steps, int batch) : TrainingWork
{
    private DrawConfig Config => new() { Steps = steps };

    public override Checkpoint Make()
    {
        var parameters = new ParameterSet(1);
        DrawNetwork.Create(Config, parameters);
        var file = new Checkpoint();
        file.Add(parameters);
        var rng = new Rng(1);
        Add("inputs/images", Config.Values, () => rng.Below(2));
        Add("inputs/noise", steps * Config.Latent, rng.Normal);
        return file;

        void Add(string name, int columns, Func<float> next)
        {
            file.Add(name, [.. Enumerable.Range(0, batch * columns).Select(_ => next())], batch, columns);
        }
    }

    public override ITrainer Native(Checkpoint file, int threads)
    {
        var parameters = new ParameterSet(0);
        var network = DrawNetwork.Create(Config, parameters);
        file.ReadInto(parameters);
        float[] images = [.. file["inputs/images"].Values], noise = [.. file["inputs/noise"].Values];
        return new NativeTrainer(parameters, batch, threads, 1.0 / batch, share =>
        {
            var image = Rows(share, images);
            return network.Loss(image, Rows(share, noise));
        });

        Tensor Rows(Training.RowShare share, float[] all)
        {
            var columns = all.Length / batch;
            var rows = all.AsSpan(share.First * columns, share.Count * columns);
            return share.On.From(rows, share.Count, columns);
        }
    }

    public override ITrainer Torch(Checkpoint file) => new TorchDrawTrainer(file, Config);
}
