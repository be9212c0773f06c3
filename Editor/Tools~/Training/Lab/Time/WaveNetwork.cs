namespace RnnGen.Training;

/// <summary>Represents a network that hears a wave and says at its end whether its period is from 5 to 6.</summary>
internal sealed class WaveNetwork
{
    private const int Size = 64;
    private const int Rows = 32;
    private const int TestRows = 500;

    private readonly Func<RowShare, WaveBatch, bool, Tensor> logits;

    private WaveNetwork(ParameterSet parameters, Func<RowShare, WaveBatch, bool, Tensor> logits)
    {
        Parameters = parameters;
        this.logits = logits;
    }

    /// <summary>Makes a phased LSTM, whose periods begin between e and e³, as in the paper.</summary>
    public static WaveNetwork Phased(ulong seed)
    {
        var parameters = new ParameterSet(seed);
        var cell = new PhasedLstmCell(parameters, "cell", 1, Size, MathF.E, MathF.Exp(3));
        return Of(
            parameters, cell, true,
            (share, learns) => cell.InitialState(
                share.On, share.Count, learns ? PhasedLstmCell.TrainingLeak : 0),
            state => state.Hidden);
    }

    /// <summary>Makes an LSTM of the same size, for which the time is one more number.</summary>
    public static WaveNetwork Lstm(ulong seed)
    {
        var parameters = new ParameterSet(seed);
        var cell = new LstmCell(parameters, "cell", 2, Size);
        return Of(
            parameters, cell, false, (share, _) => cell.InitialState(share.On, share.Count), state => state.Hidden);
    }

    /// <summary>Learns.</summary>
    /// <param name="trial">Says when to end, and hears how it goes.</param>
    /// <param name="name">What the network is called.</param>
    /// <param name="steps">How many batches to learn from.</param>
    /// <param name="before">The share of the trial that is done before.</param>
    /// <param name="until">The minutes of the trial after which to end.</param>
    /// <returns>The accuracy on other waves, in %, over the steps.</returns>
    public Curve Learn(Trial trial, string name, int steps, double before, double until)
    {
        using var learner = new Learner(Parameters, new Adam(Parameters), new Clipping(10), trial.Threads);
        var rng = new Rng(trial.Seed);
        var (x, y) = (new List<double>(), new List<double>());
        for (var step = 1; step <= steps && !trial.IsOver && trial.Elapsed < until; step++)
        {
            var batch = new WaveBatch(Rows, rng);
            var rate = 2e-3 * Math.Clamp(2 - 2.0 * step / steps, 0.05, 1);
            learner.Step(
                Rows, rate, 1.0 / Rows, share => logits(share, batch, true).BernoulliLoss(batch.Answers(share)));
            if (step % 100 == 0)
            {
                x.Add(step);
                y.Add(Accuracy(new Rng(trial.Seed + 1), TestRows / 2));
                trial.Report(before + 0.5 * step / steps, FormattableString.Invariant($"{name} {y[^1]:F1} %"));
            }
        }

        return new Curve(name, x, y);
    }

    /// <summary>Measures how many of 500 other waves it tells, in %.</summary>
    public double Test(Trial trial) => Accuracy(new Rng(~trial.Seed), TestRows);

    private double Accuracy(Rng rng, int rows)
    {
        var batch = new WaveBatch(rows, rng);
        var tape = new TapeBackend(Parameters);
        var right = 0;
        tape.Evaluate(_ =>
        {
            var said = logits(new RowShare(tape, 0, rows), batch, false);
            right = Enumerable.Range(0, rows).Count(row => said.Row(row)[0] > 0 == batch.Truth[row] > 0);
            return null;
        });
        return 100.0 * right / rows;
    }

    private static WaveNetwork Of<TState>(
        ParameterSet parameters, Cell<TState> cell, bool isClock, Func<RowShare, bool, TState> begin,
        Func<TState, Tensor> last)
        where TState : struct, ICellState<TState>
    {
        var weight = parameters.Matrix("output.weight", Size, 1);
        var bias = parameters.Row("output.bias", 1);
        return new WaveNetwork(parameters, (share, batch, learns) =>
        {
            var state = begin(share, learns);
            var lengths = batch.Lengths[share.First..(share.First + share.Count)];
            var steps = Enumerable.Range(0, lengths.Max());
            cell.Run([.. steps.Select(step => batch.At(share, step, isClock))], lengths, ref state);
            return last(state).Linear(weight, bias);
        });
    }

    /// <summary>Gets what can be learned.</summary>
    public ParameterSet Parameters { get; }
}
