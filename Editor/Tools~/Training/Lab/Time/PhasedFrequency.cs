namespace RnnGen.Training;

/// <summary>The frequency task with samples at chance times: a phased LSTM beside an LSTM of its size.</summary>
/// <remarks>
/// Of the paper's experiment, 64 units in place of 110 and 4000 batches, about 25 epochs, in place of 70. The quick
/// form tests the weights that the last whole run kept.
/// </remarks>
internal sealed class PhasedFrequency() : Experiment(
    "phased-lstm", "Phased LSTM",
    "Gates that open once a period tell frequencies apart from samples at chance times, where an LSTM cannot.", 12)
{
    private const int Steps = 4000;

    public override Findings Run(Trial trial)
    {
        var phased = WaveNetwork.Phased(trial.Seed);
        var lstm = WaveNetwork.Lstm(trial.Seed);
        Curve[] curves = [];
        if (trial.IsQuick)
        {
            var kept = trial.Weights ?? throw new InvalidDataException(
                $"The quick form of {Name} needs the weights of a whole run, but Models/lab has none.");
            kept.ReadInto(phased.Parameters);
        }
        else
        {
            curves =
            [
                phased.Learn(trial, "phased LSTM", Steps, 0, trial.Minutes / 2),
                lstm.Learn(trial, "LSTM", Steps, 0.5, trial.Minutes),
            ];
        }

        var weights = new Checkpoint();
        weights.Add(phased.Parameters);
        var other = trial.IsQuick ? 50 : lstm.Test(trial);
        return new Findings(
            [
                new Figure("% of waves told", phased.Test(trial), Bound.AtLeast(Math.Max(90, other + 5)))
                {
                    Published = 97.9, Baseline = other,
                    Note = trial.IsQuick ? "baseline: guessing" : "baseline: LSTM, 69.0 in the paper",
                },
            ],
            trial.IsQuick ? [] : [new Chart("Waves at chance times", "batches of 32", "% told", curves)])
        {
            Weights = trial.IsQuick ? null : weights,
        };
    }
}
