namespace RnnGen.Training;

/// <summary>The frequency task with samples at chance times: a phased LSTM beside an LSTM of its size.</summary>
/// <remarks>
/// Of the paper's experiment, 64 units in place of 110 and 4000 batches, about 25 epochs, in place of 70. The LSTM
/// of the paper hears the time as it is, up to 125, and often learns nothing; this one hears it in [0, 1], and
/// tells slow waves at once. It comes so near to 100 % that points ahead of it say little: the phased LSTM must
/// be wrong half as often, after all batches and after a quarter of them. The quick form tests the weights that
/// the last whole run kept.
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
            WeightsOf(trial).ReadInto(phased.Parameters);
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
                new Figure("% of waves told", phased.Test(trial), Bound.AtLeast(Math.Max(95, Half(other))))
                {
                    Published = 97.9, Baseline = other,
                    Note = trial.IsQuick ? "baseline: guessing" : "baseline: LSTM, 69.0 in the paper",
                },
                .. curves.Length == 0 ? (Figure[])[] : [Early(curves[0], curves[1])],
            ],
            trial.IsQuick ? [] : [new Chart("Waves at chance times", "batches of 32", "% told", curves)])
        {
            Weights = trial.IsQuick ? null : weights,
        };
    }

    /// <summary>Gets what halves the errors, in %.</summary>
    private static double Half(double told) => 100 - (100 - told) / 2;

    /// <summary>Compares what is told around a quarter of the batches.</summary>
    private static Figure Early(Curve phased, Curve lstm)
    {
        double At(Curve curve) => curve.Mean((curve.Y.Count / 5)..(curve.Y.Count * 3 / 10));
        return new Figure("% told after a quarter of the batches", At(phased), Bound.AtLeast(Half(At(lstm))))
        {
            Baseline = At(lstm), Note = "baseline: LSTM; a mean of some measurements",
        };
    }
}
