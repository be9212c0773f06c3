namespace RnnGen.Training;

/// <summary>
/// A neural Turing machine learns a task beside an LSTM of more weights, and both are tested on longer ones.
/// </summary>
/// <remarks>
/// The machine is that of the paper: an LSTM of 100 units over 128 locations, one head that reads and one that
/// writes. Unlike there, 32 sequences of one size are learned in a step, of a range that grows from a fifth to all
/// in the first tenth of the steps; with Adam, at a rate of 1e-3 that rises over 100 steps, without which the
/// heads may never find their way, and falls to a hundredth in the second half. The quick form tests the weights
/// that the last whole run kept.
/// </remarks>
internal abstract class MachineExperiment(
    string name, string topic, string claim, double minutes, BitTask task, int steps)
    : Experiment(name, topic, claim, minutes)
{
    private const int Rows = 32;
    private const int TestRows = 50;
    private const int Units = 100;
    private const int LstmUnits = 256;
    private const double Rate = 1e-3;
    private const double WarmUp = 100;

    public override Findings Run(Trial trial)
    {
        var machine = BitNetwork.Machine(trial.Seed, task, Units);
        if (trial.IsQuick)
        {
            var kept = trial.Weights ?? throw new InvalidDataException(
                $"The quick form of {Name} needs the weights of a whole run, but Models/lab has none.");
            kept.ReadInto(machine.Parameters);
            return new Findings([.. Tests.SelectMany(test => Figures(test, trial.Seed, machine, null))], []);
        }

        var lstm = BitNetwork.Lstm(trial.Seed, task, LstmUnits);
        Curve[] curves =
        [
            Learn(trial, machine, "NTM", 0, trial.Minutes / 2),
            Learn(trial, lstm, "LSTM", 0.5, trial.Minutes),
        ];
        var weights = new Checkpoint();
        weights.Add(machine.Parameters);
        return new Findings(
            [
                .. Tests.SelectMany(test => Figures(test, trial.Seed, machine, lstm)),
                new Figure("weights of the machine", machine.Weights) { Baseline = lstm.Weights },
            ],
            [new Chart(Topic + ": learning", "steps", "bits lost for each bit", curves) { IsLogarithmic = true }])
        {
            Weights = weights,
        };
    }

    private Curve Learn(Trial trial, BitNetwork network, string called, double before, double until)
    {
        var adam = new Adam(network.Parameters);
        using var learner = new Learner(network.Parameters, adam, new Clipping(50), trial.Threads);
        var rng = new Rng(trial.Seed);
        var (x, y) = (new List<double>(), new List<double>());
        var mean = 0.0;
        for (var step = 1; step <= steps && !trial.IsOver && trial.Elapsed < until; step++)
        {
            var done = (double)step / steps;
            var episode = task.Make(Rows, task.Draw(Math.Min(1, 0.2 + 8 * done), rng), rng);
            var factor = Math.Min(Math.Clamp(2 * (1 - done), 0.01, 1), step / WarmUp);
            mean += learner.Step(
                Rows, Rate * factor, 1 / (Math.Log(2) * Rows * episode.Bits), share => network.Loss(share, episode));
            if (step % 100 == 0)
            {
                x.Add(step);
                y.Add(mean / 100);
                trial.Report(before + done / 2, FormattableString.Invariant($"{called} {mean / 100:F4}"));
                mean = 0;
            }
        }

        return new Curve(called, x, y);
    }

    private IEnumerable<Figure> Figures(Test test, ulong seed, BitNetwork machine, BitNetwork? lstm)
    {
        var episode = task.Make(TestRows, test.Size, new Rng(~seed));
        var (cost, wrong) = machine.Measure(episode);
        var (otherCost, otherWrong) = lstm?.Measure(episode) ?? (episode.Bits, episode.Bits / 2.0);
        var note = lstm is null ? "baseline: guessing" : "baseline: LSTM";
        yield return new Figure($"{test.Name}: bits a sequence", cost, test.MostBits)
        {
            Baseline = otherCost, Published = test.Published, Note = note,
        };
        yield return new Figure($"{test.Name}: % of bits wrong", 100 * wrong / episode.Bits, test.MostWrong)
        {
            Baseline = 100 * otherWrong / episode.Bits,
        };
    }

    /// <summary>Gets what is tested.</summary>
    private protected abstract IReadOnlyList<Test> Tests { get; }

    /// <summary>Represents sequences of one size, and how well they must be answered.</summary>
    /// <param name="Name">What they are called.</param>
    /// <param name="Size">The size.</param>
    /// <param name="MostBits">What answers may cost, in bits a sequence, or null.</param>
    /// <param name="MostWrong">The per cent of bits that may be wrong, or null.</param>
    /// <param name="Published">The bits a sequence of the paper, or null.</param>
    private protected sealed record Test(
        string Name, BitSize Size, Bound? MostBits, Bound? MostWrong, double? Published = null);
}
