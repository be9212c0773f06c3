namespace RnnGen.Training;

/// <summary>Represents a recurrent network that hears and answers bits, whatever its cell is.</summary>
internal sealed class BitNetwork
{
    private readonly Func<RowShare, BitEpisode, IEnumerable<BitStep>> run;

    private BitNetwork(ParameterSet parameters, Func<RowShare, BitEpisode, IEnumerable<BitStep>> run)
    {
        Parameters = parameters;
        this.run = run;
    }

    /// <summary>Makes a neural Turing machine of the size of the paper: 128 locations, 20 numbers each.</summary>
    public static BitNetwork Machine(ulong seed, BitTask task, int units)
    {
        var parameters = new ParameterSet(seed);
        var config = new NtmConfig();
        var controller = new LstmCell(parameters, "controller", task.Inputs + config.Reads, units);
        var cell = new NtmCell<LstmState>(parameters, "ntm", config, controller);
        return Of(parameters, cell, task.Outputs, state => state.Weightings);
    }

    /// <summary>Makes an LSTM of one layer.</summary>
    public static BitNetwork Lstm(ulong seed, BitTask task, int units)
    {
        var parameters = new ParameterSet(seed);
        return Of(parameters, new LstmCell(parameters, "lstm", task.Inputs, units), task.Outputs, _ => null);
    }

    /// <summary>Computes the nats that answers cost, one sum a row.</summary>
    public Tensor Loss(RowShare share, BitEpisode episode)
    {
        Tensor? sum = null;
        foreach (var step in run(share, episode).Skip(episode.FirstAnswer))
        {
            var loss = step.Answer.BernoulliLoss(episode.Targets(share, step.Index));
            sum = sum is null ? loss : sum + loss;
        }

        return sum!;
    }

    /// <summary>Measures answers.</summary>
    /// <returns>
    /// The bits that they cost, and how many of them are wrong once rounded, both for one sequence.
    /// </returns>
    public (double Cost, double Wrong) Measure(BitEpisode episode)
    {
        var (nats, wrong) = (0.0, 0);
        foreach (var step in Play(episode).Skip(episode.FirstAnswer))
        {
            for (var row = 0; row < episode.Rows; row++)
            {
                var answers = step.Answer.Row(row);
                for (var bit = 0; bit < answers.Length; bit++)
                {
                    // log(1 + e^x) of what speaks against the bit, in a form that no x makes infinite.
                    var isSet = episode.Target(step.Index, row, bit) > 0.5f;
                    double against = isSet ? -answers[bit] : answers[bit];
                    nats += Math.Max(against, 0) + Math.Log(1 + Math.Exp(-Math.Abs(against)));
                    wrong += answers[bit] > 0 == isSet ? 0 : 1;
                }
            }
        }

        return (nats / Math.Log(2) / episode.Rows, (double)wrong / episode.Rows);
    }

    /// <summary>Follows the heads of a machine through the first sequence.</summary>
    /// <returns>How much each head is at each location, a row a step: the head that reads, the one that writes.
    /// </returns>
    public IReadOnlyList<float[]> Follow(BitEpisode episode)
    {
        return [.. Play(episode).Select(step => step.Weightings!.Row(0).ToArray())];
    }

    /// <summary>Answers as a game would, without a tape, which the longest sequences would not fit on.</summary>
    private IEnumerable<BitStep> Play(BitEpisode episode)
    {
        var share = new RowShare(new CpuBackend(), 0, episode.Rows);
        foreach (var step in run(share, episode))
        {
            yield return step;
            share.On.NextStep();
        }
    }

    private static BitNetwork Of<TState>(
        ParameterSet parameters, Cell<TState> cell, int outputs, Func<TState, Tensor?> weightings)
        where TState : struct, ICellState<TState>
    {
        var weight = parameters.Matrix("output.weight", cell.Outputs, outputs);
        var bias = parameters.Row("output.bias", outputs);
        return new BitNetwork(parameters, Run);

        IEnumerable<BitStep> Run(RowShare share, BitEpisode episode)
        {
            var state = cell.InitialState(share.On, share.Count);
            for (var step = 0; step < episode.Steps; step++)
            {
                var h = cell.Step(episode.Inputs(share, step), ref state);
                yield return new BitStep(step, h.Linear(weight, bias), weightings(state));
            }
        }
    }

    /// <summary>Gets what can be learned.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>Represents what a network does in a step.</summary>
    /// <param name="Index">The step.</param>
    /// <param name="Answer">The logits of the bits, which count once all is heard.</param>
    /// <param name="Weightings">Where the heads of a machine are, or null.</param>
    private readonly record struct BitStep(int Index, Tensor Answer, Tensor? Weightings);
}
