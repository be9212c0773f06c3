namespace RnnGen.Training;

/// <summary>Represents a network that learns a task, with Adam, from sequences that are made up as it goes.</summary>
internal sealed class BitPupil : IDisposable
{
    /// <summary>The steps whose mean is a point of the curve.</summary>
    public const int Stride = 50;

    private const double Rate = 1e-3;
    private const double LastRate = 1e-5;
    private const double WarmUp = 100;
    private const double Falling = 0.75;

    private readonly string name;
    private readonly BitTask task;
    private readonly int steps;
    private readonly int rows;
    private readonly Learner learner;
    private readonly Rng rng;
    private readonly List<double> taken = [];
    private readonly List<double> lost = [];
    private int step;

    /// <param name="name">What it is called.</param>
    /// <param name="network">The network.</param>
    /// <param name="task">What it learns.</param>
    /// <param name="steps">How many batches it learns from in all.</param>
    /// <param name="rows">How many sequences are in a batch.</param>
    /// <param name="trial">Where chance starts, and the threads.</param>
    public BitPupil(string name, BitNetwork network, BitTask task, int steps, int rows, Trial trial)
    {
        this.name = name;
        this.task = task;
        this.steps = steps;
        this.rows = rows;
        Network = network;
        learner = new Learner(network.Parameters, new Adam(network.Parameters), new Clipping(50), trial.Threads);
        rng = new Rng(trial.Seed);
    }

    /// <summary>Goes on learning.</summary>
    /// <param name="last">The step to end with.</param>
    /// <param name="trial">Says when to end before that, and hears how it goes.</param>
    /// <param name="until">The minutes of the trial after which to end.</param>
    /// <param name="done">The shares of the trial that are done when it has learned nothing, and all.</param>
    public void Learn(int last, Trial trial, double until, (double From, double To) done)
    {
        var sum = 0.0;
        while (step < last && !trial.IsOver && trial.Elapsed < until)
        {
            step++;
            var part = (double)step / steps;
            var episode = task.Make(rows, task.Draw(step, rng), rng);
            var fall = Math.Pow(LastRate / Rate, Math.Max(0, (part - Falling) / (1 - Falling)));
            sum += learner.Step(
                rows, Rate * Math.Min(step / WarmUp, fall), 1 / (Math.Log(2) * rows * episode.Bits),
                share => Network.Loss(share, episode));
            if (step % Stride == 0)
            {
                taken.Add(step);
                lost.Add(sum / Stride);
                trial.Report(
                    done.From + part * (done.To - done.From),
                    FormattableString.Invariant($"{name} {sum / Stride:F4}"));
                sum = 0;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => learner.Dispose();

    /// <summary>Gets what learns.</summary>
    public BitNetwork Network { get; }

    /// <summary>Gets the least bits lost for each bit so far, 1 for a network that guesses.</summary>
    public double Lost => lost.Count > 0 ? lost.Min() : 1;

    /// <summary>Gets the bits lost for each bit over the steps.</summary>
    public Curve Curve => new(name, taken, lost);
}
