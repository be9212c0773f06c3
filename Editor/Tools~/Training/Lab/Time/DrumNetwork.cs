namespace RnnGen.Training;

/// <summary>Represents a network that foretells which drum is hit, given when.</summary>
/// <remarks>What it heard last goes straight to the output too, as most units of a phased LSTM are shut.</remarks>
internal sealed class DrumNetwork
{
    /// <summary>The batches whose mean is a point of the curve.</summary>
    public const int Stride = 25;

    private const int Size = 64;
    private const int Rows = 32;
    private const int Length = 64;
    private const double Rate = 3e-3;

    // Pieces side by side when tested, of about one length.
    private const int TestRows = 16;

    private readonly Func<RowShare, DrumBatch, bool, IEnumerable<Tensor>> run;
    private readonly int drums;

    private DrumNetwork(
        ParameterSet parameters, int drums, Func<RowShare, DrumBatch, bool, IEnumerable<Tensor>> run)
    {
        Parameters = parameters;
        this.drums = drums;
        this.run = run;
    }

    /// <summary>Makes a phased LSTM whose periods begin between a 16th note and two bars.</summary>
    public static DrumNetwork Phased(ulong seed, int drums)
    {
        var parameters = new ParameterSet(seed);
        var cell = new PhasedLstmCell(parameters, "phased", DrumBatch.Heard(drums), Size, 0.25f, 8);
        return Of(
            parameters, "phased", cell, drums, true,
            (share, learns) => cell.InitialState(share.On, share.Count, learns ? PhasedLstmCell.TrainingLeak : 0));
    }

    /// <summary>Makes an LSTM of the same size, for which the time is one more number.</summary>
    public static DrumNetwork Lstm(ulong seed, int drums)
    {
        var parameters = new ParameterSet(seed);
        var cell = new LstmCell(parameters, "lstm", DrumBatch.Heard(drums) + 1, Size);
        return Of(
            parameters, "lstm", cell, drums, false, (share, _) => cell.InitialState(share.On, share.Count));
    }

    /// <summary>Learns.</summary>
    /// <param name="trial">Says when to end, and hears how it goes.</param>
    /// <param name="name">What the network is called.</param>
    /// <param name="pieces">What it learns from.</param>
    /// <param name="steps">How many batches.</param>
    /// <param name="before">The share of the trial that is done before.</param>
    /// <param name="until">The minutes of the trial after which to end.</param>
    /// <returns>The nats a hit over the batches, before each was learned from.</returns>
    public Curve Learn(Trial trial, string name, DrumPiece[] pieces, int steps, double before, double until)
    {
        using var learner = new Learner(Parameters, new Adam(Parameters), new Clipping(1), trial.Threads);
        var rng = new Rng(trial.Seed);
        var (x, y) = (new List<double>(), new List<double>());
        var sum = 0.0;
        for (var step = 1; step <= steps && !trial.IsOver && trial.Elapsed < until; step++)
        {
            var batch = DrumBatch.Draw(pieces, drums, Rows, Length, rng);
            var rate = Rate * Math.Max(0.01, (1 + Math.Cos(Math.PI * step / steps)) / 2);
            sum += learner.Step(Rows, rate, 1.0 / batch.Hits, share => Loss(share, batch));
            if (step % Stride == 0)
            {
                x.Add(step);
                y.Add(sum / Stride);
                trial.Report(before + 0.5 * step / steps, FormattableString.Invariant($"{name} {sum / Stride:F3}"));
                sum = 0;
            }
        }

        return new Curve(name, x, y);
    }

    /// <summary>Measures the nats of each hit of whole pieces, and when it was.</summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="isStopped">Whether the clock of a phased LSTM stands still.</param>
    public IReadOnlyList<(double Time, double Loss)> Measure(DrumPiece[] pieces, bool isStopped = false)
    {
        var losses = new List<(double, double)>();
        foreach (var chunk in pieces.OrderBy(piece => piece.Drums.Length).Chunk(TestRows))
        {
            var batch = new DrumBatch(
                [.. chunk.Select(piece => new DrumBatch.Part(piece, 0, piece.Drums.Length))], drums)
            {
                IsStopped = isStopped,
            };
            var share = new RowShare(new CpuBackend(), 0, batch.Rows);
            var step = 0;
            foreach (var scores in run(share, batch, false))
            {
                var each = scores.CrossEntropy(Targets(share, batch, step));
                for (var row = 0; row < batch.Rows; row++)
                {
                    if (batch.Has(row, step))
                    {
                        losses.Add((batch.Time(row, step), each.Row(row)[0]));
                    }
                }

                share.On.NextStep();
                step++;
            }
        }

        return losses;
    }

    /// <summary>Computes the nats of all hits of some rows, a column.</summary>
    private Tensor Loss(RowShare share, DrumBatch batch)
    {
        Tensor? sum = null;
        var step = 0;
        foreach (var scores in run(share, batch, true))
        {
            float[] has = [.. Enumerable.Range(share.First, share.Count).Select(row => batch.Has(row, step) ? 1f : 0)];
            var loss = scores.CrossEntropy(Targets(share, batch, step)) * share.On.From(has, share.Count, 1);
            sum = sum is null ? loss : sum + loss;
            step++;
        }

        return sum!;
    }

    private static int[] Targets(RowShare share, DrumBatch batch, int step)
    {
        return [.. Enumerable.Range(share.First, share.Count).Select(row => batch.Drum(row, step))];
    }

    private static DrumNetwork Of<TState>(
        ParameterSet parameters, string name, Cell<TState> cell, int drums, bool isClock,
        Func<RowShare, bool, TState> begin)
        where TState : struct, ICellState<TState>
    {
        var heard = DrumBatch.Heard(drums);
        var weight = parameters.Matrix(name + ".output.weight", Size + heard, drums);
        var bias = parameters.Row(name + ".output.bias", drums);
        return new DrumNetwork(parameters, drums, Run);

        IEnumerable<Tensor> Run(RowShare share, DrumBatch batch, bool learns)
        {
            var state = begin(share, learns);
            for (var step = 0; step < batch.Steps; step++)
            {
                var x = batch.At(share, step, isClock);
                yield return cell.Step(x, ref state).Join(x.Part(0, heard)).Linear(weight, bias);
            }
        }
    }

    /// <summary>Gets what can be learned.</summary>
    public ParameterSet Parameters { get; }
}
