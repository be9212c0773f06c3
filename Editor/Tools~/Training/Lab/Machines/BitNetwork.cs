namespace RnnGen.Training;

/// <summary>Represents a recurrent network that hears and answers bits, whatever its cell is.</summary>
internal sealed class BitNetwork
{
    private readonly Func<RowShare, BitEpisode, Tensor[]> logits;

    private BitNetwork(ParameterSet parameters, Func<RowShare, BitEpisode, Tensor[]> logits)
    {
        Parameters = parameters;
        this.logits = logits;
    }

    /// <summary>Makes a neural Turing machine of the size of the paper: 128 locations, 20 numbers each.</summary>
    public static BitNetwork Machine(ulong seed, BitTask task, int units)
    {
        var parameters = new ParameterSet(seed);
        var config = new NtmConfig();
        var controller = new LstmCell(parameters, "controller", task.Inputs + config.Reads, units);
        return Of(parameters, new NtmCell<LstmState>(parameters, "ntm", config, controller), task.Outputs);
    }

    /// <summary>Makes an LSTM of one layer.</summary>
    public static BitNetwork Lstm(ulong seed, BitTask task, int units)
    {
        var parameters = new ParameterSet(seed);
        return Of(parameters, new LstmCell(parameters, "lstm", task.Inputs, units), task.Outputs);
    }

    /// <summary>Computes the nats that answers cost, one sum a row.</summary>
    public Tensor Loss(RowShare share, BitEpisode episode) => Loss(share, episode, logits(share, episode));

    /// <summary>Measures answers.</summary>
    /// <returns>
    /// The bits that they cost, and how many of them are wrong once rounded, both for one sequence.
    /// </returns>
    public (double Cost, double Wrong) Measure(BitEpisode episode)
    {
        var wrong = 0;
        var tape = new TapeBackend(Parameters);
        var share = new RowShare(tape, 0, episode.Rows);
        var nats = tape.Evaluate(_ =>
        {
            var answers = logits(share, episode);
            for (var i = 0; i < answers.Length; i++)
            {
                for (var bit = 0; bit < episode.Rows * episode.Outputs; bit++)
                {
                    var (row, column) = (bit / episode.Outputs, bit % episode.Outputs);
                    var isSet = episode.Target(episode.FirstAnswer + i, row, column) > 0.5f;
                    wrong += answers[i].Row(row)[column] > 0 == isSet ? 0 : 1;
                }
            }

            return Loss(share, episode, answers);
        });
        return (nats / Math.Log(2) / episode.Rows, (double)wrong / episode.Rows);
    }

    private static Tensor Loss(RowShare share, BitEpisode episode, Tensor[] answers)
    {
        var loss = answers[0].BernoulliLoss(episode.Targets(share, episode.FirstAnswer));
        for (var i = 1; i < answers.Length; i++)
        {
            loss += answers[i].BernoulliLoss(episode.Targets(share, episode.FirstAnswer + i));
        }

        return loss;
    }

    private static BitNetwork Of<TState>(ParameterSet parameters, Cell<TState> cell, int outputs)
        where TState : struct, ICellState<TState>
    {
        var weight = parameters.Matrix("output.weight", cell.Outputs, outputs);
        var bias = parameters.Row("output.bias", outputs);
        return new BitNetwork(parameters, (share, episode) =>
        {
            var state = cell.InitialState(share.On, share.Count);
            Tensor[] inputs = [.. Enumerable.Range(0, episode.Steps).Select(step => episode.Inputs(share, step))];
            return Array.ConvertAll(
                cell.Run(inputs, ref state)[episode.FirstAnswer..], h => h.Linear(weight, bias));
        });
    }

    /// <summary>Gets what can be learned.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>Gets the number of weights.</summary>
    public int Weights =>
        Enumerable.Range(0, Parameters.Count).Sum(i => Parameters[i].Inputs * Parameters[i].Outputs);
}
