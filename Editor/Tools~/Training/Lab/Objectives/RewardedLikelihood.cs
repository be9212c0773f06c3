namespace RnnGen.Training;

/// <summary>
/// What reward-augmented maximum likelihood (Norouzi et al., 2016) learns around the truth, and what it is good
/// for: to go on behind mistakes.
/// </summary>
/// <remarks>
/// Tunes are motifs of four notes out of eight, over and over. A network that learned clean tunes by maximum
/// likelihood, and one that learned tunes drawn by their Hamming reward, foretell the true next note behind
/// tunes in which notes were replaced.
/// </remarks>
internal sealed class RewardedLikelihood() : Experiment(
    "raml", "Reward-augmented maximum likelihood",
    "A network that learns by reward goes on behind wrong notes, where likelihood alone is lost.", 2)
{
    private const int Notes = 8;
    private const int Motif = 4;
    private const int Length = 32;
    private const int Tunes = 2048;
    private const double Temperature = 0.85;

    private static readonly double[] wrong = [0, 0.05, 0.1, 0.2, 0.3];

    public override Findings Run(Trial trial)
    {
        var rng = new Rng(trial.Seed);
        var world = new TokenWorld(Notes, [.. Enumerable.Range(0, Tunes).Select(_ => Tune(rng))]);
        var config = new TrainingConfig
        {
            Size = 64, Layers = 1, Dropout = 0, Batch = 64, Window = Length, Rate = 5e-3, Schedule = "cosine",
            Steps = trial.IsQuick ? 500 : 3000, Epochs = 100_000,
        };
        var likely = TokenWorld.Train(world, config, trial, trainer => Report(0, trainer));
        var rewarded = TokenWorld.Train(
            new RewardedCorpus(world, new HammingReward(Notes, Temperature)), config, trial,
            trainer => Report(0.5, trainer));
        var tunes = Enumerable.Range(0, 200).Select(_ => Tune(rng)).ToArray();
        double[] plain = [.. wrong.Select(share => Loss(world, likely, tunes, share, trial.Seed))];
        double[] robust = [.. wrong.Select(share => Loss(world, rewarded, tunes, share, trial.Seed))];
        return new Findings(
            [
                new Figure("Hamming distance beside Binomial(m, p), largest gap", Gap(), Bound.AtMost(1e-12)),
                new Figure(
                    "nats a note behind 20 % wrong notes", robust[3], Bound.AtMost(plain[3] - 0.3))
                {
                    Baseline = plain[3], Note = "maximum likelihood",
                },
                new Figure("nats a note behind clean tunes", robust[0]) { Baseline = plain[0], Note = "the price" },
            ],
            [
                new Chart(
                    "Going on behind wrong notes", "share of wrong notes", "nats a note",
                    new Curve("maximum likelihood", wrong, plain), new Curve("by reward", wrong, robust)),
            ]);

        void Report(double before, SequenceTrainer trainer)
        {
            trial.Report(before + 0.5 * trainer.Done, before == 0 ? "by likelihood" : "by reward");
        }
    }

    private static int[] Tune(Rng rng)
    {
        var motif = Enumerable.Range(0, Motif).Select(_ => rng.Below(Notes)).ToArray();
        return [.. Enumerable.Range(0, Length).Select(i => motif[i % Motif])];
    }

    /// <summary>Computes the mean of -log p of the true note, behind two motifs at least.</summary>
    private static double Loss(TokenWorld world, SequenceNetwork network, int[][] tunes, double share, ulong seed)
    {
        var rng = new Rng(seed);
        var backend = new CpuBackend();
        var state = network.NewState(backend, tunes.Length);
        var heard = tunes.Select(_ => world.StartToken).ToArray();
        var sum = 0.0;
        for (var t = 0; t < Length; t++)
        {
            backend.NextStep();
            var scores = network.Step(backend.OneHot(heard, world.TokenCount), state);
            var losses = scores.CrossEntropy(Array.ConvertAll(tunes, tune => tune[t]));
            heard = Array.ConvertAll(
                tunes, tune => rng.Uniform() < share ? (tune[t] + 1 + rng.Below(Notes - 1)) % Notes : tune[t]);
            sum += t < 2 * Motif ? 0 : Enumerable.Range(0, tunes.Length).Sum(row => (double)losses.Row(row)[0]);
        }

        return sum / (tunes.Length * (Length - 2 * Motif));
    }

    /// <summary>Compares the way the paper draws, the distance first, with a coin per token.</summary>
    private static double Gap()
    {
        var p = HammingReward.ShareOf(Notes, Temperature);
        var weights = new double[Length + 1];
        var coins = new double[Length + 1];
        var ways = 1.0;
        for (var e = 0; e <= Length; e++)
        {
            weights[e] = ways * Math.Exp((e - e / Temperature) * Math.Log(Notes - 1) - e / Temperature);
            coins[e] = ways * Math.Pow(p, e) * Math.Pow(1 - p, Length - e);
            ways *= (Length - e) / (e + 1.0);
        }

        var sum = weights.Sum();
        return weights.Zip(coins, (weight, coin) => Math.Abs(weight / sum - coin)).Max();
    }
}
