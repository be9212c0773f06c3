namespace RnnGen.Training;

/// <summary>Represents a network that hears a sequence and tells a number at its end, of any cell.</summary>
internal sealed class AddingNetwork
{
    private const int Rows = 32;
    private const int TestRows = 500;

    private readonly ParameterSet parameters;
    private readonly Func<RowShare, AddingBatch, Tensor> loss;

    private AddingNetwork(string name, ParameterSet parameters, Func<RowShare, AddingBatch, Tensor> loss)
    {
        Name = name;
        this.parameters = parameters;
        this.loss = loss;
    }

    /// <summary>Makes a network.</summary>
    /// <param name="name">What the cell is called.</param>
    /// <param name="seed">Where its weights start.</param>
    /// <param name="make">Makes the cell.</param>
    public static AddingNetwork Of<TState>(
        string name, ulong seed, Func<ParameterSet, Cell<TState>> make)
        where TState : struct, ICellState<TState>
    {
        var parameters = new ParameterSet(seed);
        var cell = make(parameters);
        var weight = parameters.Matrix("output.weight", cell.Outputs, 1);
        var bias = parameters.Row("output.bias", 1);
        return new AddingNetwork(name, parameters, (share, batch) =>
        {
            var state = cell.InitialState(share.On, share.Count);
            var h = share.On.New(share.Count, cell.Outputs);
            for (var t = 0; t < batch.Steps; t++)
            {
                h = cell.Step(batch.At(share, t), ref state);
            }

            var error = h.Linear(weight, bias) - batch.Sums(share);
            return error * error;
        });
    }

    /// <summary>Learns.</summary>
    /// <param name="trial">Says when to end, and hears how it goes.</param>
    /// <param name="length">The length of the sequences.</param>
    /// <param name="steps">How many batches to learn from.</param>
    /// <param name="before">The share of the trial that is done before, and that will be then.</param>
    /// <returns>The squared error over the steps.</returns>
    public Curve Learn(Trial trial, int length, int steps, (double From, double To) before)
    {
        using var learner = new Learner(parameters, new Adam(parameters), new Clipping(1), trial.Threads);
        var rng = new Rng(trial.Seed);
        var (x, y) = (new List<double>(), new List<double>());
        var mean = 0.0;
        var every = Math.Max(1, steps / 40);
        for (var step = 1; step <= steps && !trial.IsOver; step++)
        {
            var batch = new AddingBatch(Rows, length, rng);
            mean += learner.Step(Rows, 2e-3, 1.0 / Rows, share => loss(share, batch)) / every;
            if (step % every == 0)
            {
                x.Add(step);
                y.Add(mean);
                var done = before.From + (before.To - before.From) * step / steps;
                trial.Report(done, FormattableString.Invariant($"{Name}, {length} steps: {mean:F4}"));
                mean = 0;
            }
        }

        return new Curve($"{Name}, {length} steps", x, y);
    }

    /// <summary>Measures the squared error on new sequences.</summary>
    public double Measure(Trial trial, int length)
    {
        var tape = new TapeBackend(parameters);
        var batch = new AddingBatch(TestRows, length, new Rng(~trial.Seed));
        return tape.Evaluate(_ => loss(new RowShare(tape, 0, TestRows), batch)) / TestRows;
    }

    /// <summary>Gets what the cell is called.</summary>
    public string Name { get; }
}
