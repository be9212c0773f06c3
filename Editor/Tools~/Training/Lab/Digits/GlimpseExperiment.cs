namespace RnnGen.Training;

/// <summary>An LSTM with DRAW's attention finds a digit in a picture full of clutter, and reads it.</summary>
/// <remarks>
/// As in the paper: 256 units, glimpses of 12 x 12 filters, and what it learns from are pictures made up as it goes.
/// Unlike there one network learns to answer after 4 glimpses and after 8, from the mean of both losses, with Adam
/// at a rate of 1e-3 that falls as half a wave, 64 pictures a step. MNIST's last 10,000 training digits, and pieces
/// of them, are the test, which nothing else sees; the paper's is MNIST's test set. The quick form tests the weights
/// that the last whole run kept.
/// </remarks>
internal abstract class GlimpseExperiment(
    string name, string title, double minutes, int side, int pieces, int steps)
    : Experiment(
        name, title, "Attention that can be differentiated finds a digit among clutter, and reads it.", minutes)
{
    private const int Shown = 4;
    private const double GlimpsingShare = 0.8;

    private static readonly int[] glimpses = [4, 8];
    private static readonly double[] published = [4.18, 3.36];

    public override Findings Run(Trial trial)
    {
        var (some, others) = HandwrittenDigits.Read();
        var (training, test) = (new ClutteredDigits(some, side, pieces), new ClutteredDigits(others, side, pieces));
        var network = new GlimpsingNetwork(trial.Seed, side, glimpses);
        if (trial.IsQuick)
        {
            WeightsOf(trial).ReadInto(network.Parameters);
            return new Findings(Figures(network, test, trial.Seed, 90, "baseline: guessing"), []);
        }

        var curve = network.Learn(training, trial, "glimpses", steps, (0, GlimpsingShare));
        var plain = new PlainDigitNetwork(trial.Seed, side, glimpses[^1] * GlimpsingNetwork.CostOf(side));
        var plainCurve = plain.Learn(training, trial, "whole picture", steps, (GlimpsingShare, 1));
        var other = plain.Errors(test, new Rng(~trial.Seed))[0];
        var gallery = new GlimpseGallery(network, test.Make(Shown, new Rng(~trial.Seed)), glimpses[^1]);
        var learned = new Checkpoint();
        learned.Add(network.Parameters);
        return new Findings(
            Figures(network, test, trial.Seed, other, "baseline: whole picture at equal cost"),
            [
                .. gallery.Charts,
                new Chart("Learning", "batches of 64", "nats lost on a digit", curve, plainCurve)
                {
                    IsLogarithmic = true,
                },
            ])
        {
            Weights = learned,
        };
    }

    private static Figure[] Figures(
        GlimpsingNetwork network, ClutteredDigits test, ulong seed, double other, string note)
    {
        var errors = network.Errors(test, new Rng(~seed));
        return [.. glimpses.Select((count, i) =>
            new Figure($"{count} glimpses: % of digits wrong", errors[i], Bound.AtMost(published[i]))
            {
                Published = published[i], Baseline = other, Note = "published: of 100 x 100 pixels; " + note,
            })];
    }
}
