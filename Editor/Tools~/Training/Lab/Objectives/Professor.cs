namespace RnnGen.Training;

/// <summary>What professor forcing (Lamb et al., 2016) does to a network that hears itself.</summary>
/// <remarks>
/// The world is a chain of order two over six tokens. First a critic alone watches a network that learns
/// nothing: it must tell, almost always, whether the network hears the truth. Then two networks learn, one
/// heeding its critic, from half of the training on, and one not, whose critic only watches. They are alike as
/// long as the critic's accuracy stays below the gate at 0.75. A critic is right about a network that needs d nats
/// more than the world for a window with probability ½ + √(d / 8) at most (Pinsker), and has little to tell where
/// the network learned the world rather than its pieces by heart: they are many.
/// </remarks>
internal sealed class Professor() : Experiment(
    "professor-forcing", "Professor forcing",
    "A critic tells a network that hears itself, until that network has learned the world.", 6)
{
    private const int Tokens = 6;
    private const int Gram = 4;

    public override Findings Run(Trial trial)
    {
        var rng = new Rng(trial.Seed);
        var chain = new TokenChain(Tokens, rng);
        var world = new TokenWorld(Tokens, [.. Enumerable.Range(0, 400).Select(_ => chain.Walk(400, rng))]);
        var steps = trial.IsQuick ? 400 : 3000;
        var config = new TrainingConfig
        {
            Objective = "professor-forcing", Cell = "gru-reset-after", Size = 32, Layers = 1, Dropout = 0,
            Batch = 32, Window = 24, Rate = 5e-3, Schedule = "cosine", Steps = steps, Epochs = 100_000, CriticSize = 32,
            CriticRate = 1e-3, CriticWeight = 0, CriticAfter = steps / 2,
        };
        var (_, watched) = Train(world, config with { Rate = 1e-9, Schedule = "constant" }, trial, 0, "watching");
        var (plain, told) = Train(world, config, trial, 1, "by likelihood");
        var (forced, hidden) = Train(world, config with { CriticWeight = 1 }, trial, 2, "by professor");
        var (mean, best) = (Divergence(world, forced, chain, rng), Divergence(world, plain, chain, rng));
        return new Findings(
            [
                new Figure(
                    "accuracy of a critic of a network that learns nothing", watched.Mean(^1..), Bound.AtLeast(0.9)),
                new Figure(
                    "accuracy of the critic of one that learns, second half", hidden.Mean((hidden.Y.Count / 2)..),
                    Bound.AtMost(0.65))
                {
                    Published = 0.5, Baseline = watched.Mean(^1..), Note = "a network that learns nothing",
                },
                new Figure($"nats between {Gram}-grams of the network and the world", mean)
                {
                    Published = 0, Baseline = best, Note = "maximum likelihood, alike if the gate stays shut",
                },
            ],
            [new Chart("How well a critic tells", "steps", "accuracy", watched, told, hidden)]);
    }

    private static (SequenceNetwork Network, Curve Accuracy) Train(
        TokenWorld world, TrainingConfig config, Trial trial, int part, string name)
    {
        var accuracies = new List<double>();
        var network = TokenWorld.Train(world, config, trial, trainer =>
        {
            accuracies.Add(trainer.Professor!.Accuracy);
            trial.Report((part + trainer.Done) / 3, name);
        });
        return (network, new Curve(name, [.. accuracies.Select((_, i) => i + 1.0)], accuracies));
    }

    /// <summary>Computes Σ p ln(p / q) over grams: p of the world, q of what a network says.</summary>
    private static double Divergence(TokenWorld world, SequenceNetwork network, TokenChain chain, Rng rng)
    {
        var backend = new CpuBackend();
        const int Rows = 64;
        const int Length = 600;
        var state = network.NewState(backend, Rows);
        var sampler = new Sampler(new SamplerOptions(), world.TokenCount);
        var heard = Enumerable.Repeat(world.StartToken, Rows).ToArray();
        var said = Enumerable.Range(0, Rows).Select(_ => new int[Length]).ToArray();
        for (var t = 0; t < Length; t++)
        {
            backend.NextStep();
            var scores = network.Step(backend.OneHot(heard, world.TokenCount), state);
            heard = [.. Enumerable.Range(0, Rows).Select(row => sampler.Next(scores.Row(row), rng))];
            for (var row = 0; row < Rows; row++)
            {
                said[row][t] = Math.Min(heard[row], Tokens - 1);
            }
        }

        var q = Shares(said);
        var p = Shares([.. Enumerable.Range(0, Rows).Select(_ => chain.Walk(Length, rng))]);
        return p.Zip(q, (mine, other) => mine * Math.Log(mine / other)).Sum();
    }

    // One more of each, so that none is 0.
    private static double[] Shares(int[][] walks)
    {
        var counts = Enumerable.Repeat(1.0, (int)Math.Pow(Tokens, Gram)).ToArray();
        foreach (var walk in walks)
        {
            for (var t = Gram; t <= walk.Length; t++)
            {
                counts[walk[(t - Gram)..t].Aggregate((gram, token) => (gram * Tokens) + token)]++;
            }
        }

        var sum = counts.Sum();
        return [.. counts.Select(count => count / sum)];
    }
}
