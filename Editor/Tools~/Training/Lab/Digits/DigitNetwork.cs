namespace RnnGen.Training;

/// <summary>Represents a network that tells which digits are in a picture.</summary>
/// <param name="seed">The seed of the first weights.</param>
/// <param name="rows">How many pictures it learns from in a step.</param>
/// <param name="rate">The learning rate, from which it falls as half a wave.</param>
internal abstract class DigitNetwork(ulong seed, int rows = 64, double rate = 1e-3)
{
    /// <summary>The digits there are.</summary>
    protected const int Digits = 10;

    private const int TestRows = 100;
    private const int WarmUp = 100;
    private const int Stride = 100;

    /// <summary>Computes the logits of digits: of one, once or at several times, or one after the other.</summary>
    /// <param name="images">The pictures.</param>
    public abstract IReadOnlyList<Tensor> Answer(Tensor images);

    /// <summary>Learns from pictures that are made up as it goes, with Adam.</summary>
    /// <param name="digits">What they are made from.</param>
    /// <param name="trial">Says when to end, and hears how it goes.</param>
    /// <param name="name">What the network is called.</param>
    /// <param name="steps">How many batches to learn from.</param>
    /// <param name="share">The shares of the trial's minutes at which this begins, and must end.</param>
    /// <returns>The nats lost on a digit, over the steps.</returns>
    public Curve Learn(DigitPictures digits, Trial trial, string name, int steps, (double From, double To) share)
    {
        using var learner = new Learner(Parameters, new Adam(Parameters), new Clipping(10), trial.Threads);
        var schedule = new Schedule("cosine", WarmUp, steps);
        var rng = new Rng(trial.Seed);
        var (x, y) = (new List<double>(), new List<double>());
        var sum = 0.0;
        for (var step = 1; step <= steps && !trial.IsOver && trial.Elapsed < share.To * trial.Minutes; step++)
        {
            var batch = digits.Make(rows, rng);
            sum += learner.Step(
                rows, rate * schedule.FactorAt(step - 1, 1), 1.0 / rows, some => Loss(some, batch));
            if (step % Stride == 0)
            {
                x.Add(step);
                y.Add(sum / Stride);
                trial.Report(
                    share.From + (share.To - share.From) * step / steps,
                    FormattableString.Invariant($"{name} {sum / Stride:F3}"));
                sum = 0;
            }
        }

        return new Curve(name, x, y);
    }

    /// <summary>Shows each digit of a set once, and counts how often an answer is wrong.</summary>
    /// <returns>The pictures of which it is, in %, at each of the times that the network answers.</returns>
    public double[] Errors(DigitPictures digits, Rng rng)
    {
        var on = new CpuBackend();
        var wrong = new List<int>();
        var pictures = 0;
        foreach (var batch in digits.All(TestRows, rng))
        {
            var count = batch.Count;
            var answers = Answer(batch.Images(new RowShare(on, 0, count)));
            for (var i = 0; i < answers.Count; i++)
            {
                if (wrong.Count == i)
                {
                    wrong.Add(0);
                }

                wrong[i] += Enumerable.Range(0, count).Count(row => Best(answers[i].Row(row)) != batch.LabelOf(row, i));
            }

            pictures += count;
            on.NextStep();
        }

        return [.. wrong.Select(count => 100.0 * count / pictures)];
    }

    private Tensor Loss(RowShare share, DigitBatch batch)
    {
        var answers = Answer(batch.Images(share));
        return answers.Select((answer, i) => answer.CrossEntropy(batch.Labels(share, i))).Aggregate((a, b) => a + b)
            .Scale(1f / answers.Count);
    }

    private static int Best(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var i = 1; i < logits.Length; i++)
        {
            best = logits[i] > logits[best] ? i : best;
        }

        return best;
    }

    /// <summary>Gets what can be learned.</summary>
    public ParameterSet Parameters { get; } = new(seed);
}
