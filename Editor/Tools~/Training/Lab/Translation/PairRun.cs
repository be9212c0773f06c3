namespace RnnGen.Training;

/// <summary>Represents the training of one encoder and decoder, from its beginning, for an experiment.</summary>
internal sealed class PairRun : IDisposable
{
    private const int WarmUp = 100;

    private readonly Trial trial;

    /// <param name="config">The blueprint.</param>
    /// <param name="trial">What the experiment is given.</param>
    public PairRun(EncoderDecoderConfig config, Trial trial)
    {
        this.trial = trial;
        Parameters = new ParameterSet(trial.Seed);
        Learning = new PairLearning(EncoderDecoder.Create(config, Parameters), Parameters, trial.Threads);
    }

    /// <summary>Learns batches, until there are no more or time runs out.</summary>
    /// <param name="batches">The batches.</param>
    /// <param name="steps">How many there are: the learning rate falls towards the last.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="note">What is told meanwhile.</param>
    /// <param name="from">The share of the experiment that is done before, in [0, 1].</param>
    /// <param name="to">The share that is done after.</param>
    public void Learn(
        IEnumerable<IReadOnlyList<TokenPair>> batches, int steps, double rate, string note, double from, double to)
    {
        var schedule = new Schedule("cosine", WarmUp, steps);
        var step = 0;
        foreach (var batch in batches.Take(steps))
        {
            if (trial.IsOver)
            {
                return;
            }

            var loss = Learning.Step(batch, rate * schedule.FactorAt(step, 1));
            step++;
            trial.Report(from + ((to - from) * step / steps), $"{note}: {loss:0.000} nats a token");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Learning.Dispose();

    /// <summary>Gets what learns, and says what it has learned.</summary>
    public PairLearning Learning { get; }

    /// <summary>Gets the parameters.</summary>
    public ParameterSet Parameters { get; }
}
