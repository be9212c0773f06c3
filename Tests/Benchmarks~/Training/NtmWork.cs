namespace RnnGen.Benchmarks;

/// <summary>
/// A neural Turing machine of the size that learns to copy: some sixty small operations a step, of 128
/// locations, 20 numbers each, and a controller of 100 units.
/// </summary>
internal sealed class NtmWork(int steps, int batch) : TrainingWork
{
    private const int Inputs = 10;
    private const int Outputs = 8;
    private const int Units = 100;

    public override Checkpoint Make()
    {
        var parameters = new ParameterSet(1);
        Create(parameters);
        var file = new Checkpoint();
        file.Add(parameters);
        var rng = new Rng(1);
        foreach (var (name, columns) in new[] { ("inputs/x", Inputs), ("inputs/y", Outputs) })
        {
            var bits = Enumerable.Range(0, steps * batch * columns).Select(_ => (float)rng.Below(2));
            file.Add(name, [.. bits], steps, batch, columns);
        }

        return file;
    }

    public override ITrainer Native(Checkpoint file, int threads)
    {
        var parameters = new ParameterSet(0);
        var (cell, weight, bias) = Create(parameters);
        file.ReadInto(parameters);
        float[] xs = [.. file["inputs/x"].Values], ys = [.. file["inputs/y"].Values];
        return new NativeTrainer(parameters, batch, threads, 1.0 / batch, share =>
        {
            var state = cell.InitialState(share.On, share.Count);
            Tensor? sum = null;
            for (var t = 0; t < steps; t++)
            {
                var y = cell.Step(Rows(xs, t, Inputs), ref state).Linear(weight, bias);
                var loss = y.BernoulliLoss(Rows(ys, t, Outputs));
                sum = sum is null ? loss : sum + loss;
            }

            return sum!;

            Tensor Rows(float[] all, int t, int columns)
            {
                var rows = all.AsSpan(((t * batch) + share.First) * columns, share.Count * columns);
                return share.On.From(rows, share.Count, columns);
            }
        });
    }

    public override ITrainer Torch(Checkpoint file) => new TorchNtmTrainer(file);

    private static (NtmCell<LstmState> Cell, Parameter Weight, Parameter Bias) Create(ParameterSet parameters)
    {
        var config = new NtmConfig();
        var controller = new LstmCell(parameters, "controller", Inputs + config.Reads, Units);
        var cell = new NtmCell<LstmState>(parameters, "ntm", config, controller);
        return (
            cell, parameters.Matrix("output.weight", cell.Outputs, Outputs),
            parameters.Row("output.bias", Outputs));
    }
}
