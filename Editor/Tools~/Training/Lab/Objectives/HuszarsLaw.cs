namespace RnnGen.Training;

/// <summary>
/// What scheduled sampling learns where one thing alone is true: Huszár's critique (2015).
/// </summary>
/// <remarks>
/// x1 is a fair coin, and x2 = x1. A network that hears the truth with probability ε, and else its own x1,
/// does best to say x2 = 1 behind a 1 with ε + (1 - ε) / 2: at ε = 0 it has unlearned all there was to learn.
/// Where the truth does not hang on what was said, it helps: see <see cref="TuneByHeart"/>.
/// </remarks>
internal sealed class HuszarsLaw() : Experiment(
    "scheduled-sampling", "Scheduled sampling",
    "A network that hears itself with probability 1 - ε learns (1 + ε) / 2 where the truth is 1, and not to lose"
    + " its place in a tune.", 3)
{
    private const double Tolerance = 0.02;

    public override Findings Run(Trial trial)
    {
        var shares = trial.IsQuick ? new[] { 0, 0.5, 1 } : [0, 0.25, 0.5, 0.75, 1];
        var answers = new double[shares.Length];
        var world = new TokenWorld(2, [.. Enumerable.Range(0, 512).Select(i => new[] { i & 1, i & 1 })]);
        for (var i = 0; i < shares.Length; i++)
        {
            var config = new TrainingConfig
            {
                Objective = "scheduled-sampling", TruthDecay = "linear", TruthSteps = 1, TruthLeast = shares[i],
                Size = 8, Layers = 1, Dropout = 0, Batch = 256, Window = 2, Rate = 0.03, WarmUp = 1,
                Schedule = "cosine", Steps = trial.IsQuick ? 500 : 2000, Epochs = 100_000,
            };
            var network = TokenWorld.Train(
                world, config, trial,
                trainer => trial.Report(0.2 * (i + trainer.Done) / shares.Length, $"ε = {shares[i]}"));
            answers[i] = world.Say(network, 1)[1];
        }

        var tune = new TuneByHeart(trial.Seed);
        var (plain, sampled) = tune.Compare(trial, 0.2);
        return new Findings(
            [
                .. shares.Select((share, i) => new Figure(
                    FormattableString.Invariant($"p(x2 = 1) behind a 1, ε = {share}"), answers[i],
                    Bound.Near((1 + share) / 2, Tolerance))
                {
                    Published = (1 + share) / 2, Baseline = 1, Note = "the truth is 1",
                }),
                new Figure(
                    "% of notes wrong, last quarter of a tune", TuneByHeart.Late(sampled),
                    Bound.AtMost(TuneByHeart.Late(plain) / (trial.IsQuick ? 1 : 2)))
                {
                    Baseline = TuneByHeart.Late(plain), Note = "hearing itself; baseline: teacher forcing",
                },
            ],
            [
                new Chart(
                    "What scheduled sampling learns", "share of truth ε", "p(x2 = 1 | heard 1)",
                    new Curve("learned", shares, answers),
                    new Curve("(1 + ε) / 2", shares, [.. shares.Select(share => (1 + share) / 2)])),
                new Chart("A tune by heart, hearing itself", "note", "% wrong", plain, sampled),
            ]);
    }
}
