namespace RnnGen.Training;

/// <summary>The forms of recurrence, of one size on one task, beside the least that can be had.</summary>
/// <remarks>
/// The world is a Markov chain of order two, whose entropy rate is the least mean of -log p that anything can
/// reach. What a network needs above -log p of the chain itself, over the same walks, is measured: it cannot be
/// below 0 by more than chance, unless a network hears what it is to foretell.
/// </remarks>
internal sealed class RecurrentForms() : Experiment(
    "forms", "Recurrent networks: tanh, LSTM, GRU of the lecture, GRU of cuDNN",
    "Each form of recurrence learns a chain of order two down to its entropy, and none goes below.", 2)
{
    private const int Tokens = 6;
    private const int Size = 32;
    private const int Walks = 64;
    private const int Length = 400;

    // What is behind the first few tokens, which are drawn without regard.
    private const int Beginning = 8;

    public override Findings Run(Trial trial)
    {
        var rng = new Rng(trial.Seed);
        var chain = new TokenChain(Tokens, rng);
        var world = new TokenWorld(Tokens, [.. Enumerable.Range(0, 1000).Select(_ => chain.Walk(Length, rng))]);
        int[][] test = [.. Enumerable.Range(0, Walks).Select(_ => chain.Walk(Length, rng))];
        var steps = trial.IsQuick ? 600 : 3000;
        var (floor, blind) = (chain.Entropy(), chain.TokenEntropy());
        var figures = new List<Figure>();
        var curves = new List<Curve>();
        foreach (var cell in new[] { "rnn", "lstm", "gru", "gru-reset-after" })
        {
            var config = new TrainingConfig
            {
                Cell = cell, Size = Size, Layers = 1, Dropout = 0, Batch = 32, Window = 32, Rate = 5e-3,
                Schedule = "cosine", Steps = steps, Epochs = 100_000,
            };
            var losses = new List<double>();
            var sum = 0.0;
            var network = TokenWorld.Train(world, config, trial, (trainer, step) =>
            {
                sum += step.Loss;
                if (trainer.Steps % 50 == 0)
                {
                    losses.Add(sum / 50);
                    sum = 0;
                    trial.Report((curves.Count + trainer.Done) / 4, cell);
                }
            });
            curves.Add(new Curve(cell, [.. losses.Select((_, i) => 50.0 * (i + 1))], losses));
            var above = Above(world, network, chain, test);
            figures.Add(new Figure(
                $"{cell}: nats a token above the chain's", above, new Bound(-0.003, trial.IsQuick ? 0.25 : 0.03))
            {
                Published = 0, Baseline = blind - floor, Note = "baseline: each token by how often it comes",
            });
        }

        curves.Add(new Curve("entropy of the chain", [50, steps], [floor, floor]));
        return new Findings(figures, [new Chart("A chain of order two", "batches of 32", "nats a token", curves)]);
    }

    /// <summary>Computes the mean of log p(chain) - log p(network), over walks that were not learned.</summary>
    private static double Above(TokenWorld world, SequenceNetwork network, TokenChain chain, int[][] walks)
    {
        var on = new CpuBackend();
        var state = network.NewState(on, walks.Length);
        var heard = walks.Select(_ => world.StartToken).ToArray();
        var sum = 0.0;
        for (var t = 0; t < Length; t++)
        {
            on.NextStep();
            var losses = network.Step(on.OneHot(heard, world.TokenCount), state)
                .CrossEntropy(Array.ConvertAll(walks, walk => walk[t]));
            for (var row = 0; row < walks.Length && t >= Beginning; row++)
            {
                var walk = walks[row];
                sum += losses.Row(row)[0] + Math.Log(chain.Of(walk[t - 2], walk[t - 1], walk[t]));
            }

            heard = Array.ConvertAll(walks, walk => walk[t]);
        }

        return sum / (walks.Length * (Length - Beginning));
    }
}
