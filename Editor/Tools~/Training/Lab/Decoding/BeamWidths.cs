namespace RnnGen.Training;

/// <summary>Beams of several widths beside the greedy choice and beside all sequences that there are.</summary>
/// <remarks>
/// A network that learned a chain of order two goes on behind two tokens. All of the few sequences of five tokens
/// are enumerated: the likeliest of them is what a beam looks for, and their probabilities say how often a
/// stochastic beam draws which pair, without replacement (Kool, van Hoof and Welling, 2019).
/// </remarks>
internal sealed class BeamWidths() : Experiment(
    "beam", "Beam search, stochastic beam search",
    "Wider beams find likelier sequences, up to the likeliest of all; with chance they draw without replacement.", 1)
{
    private const int Tokens = 4;
    private const int Length = 5;
    private const int PairLength = 2;

    // Chi squared per degree of freedom, with 20 of them or more, passes 2 once in some hundred times.
    private const double Fit = 2;

    public override Findings Run(Trial trial)
    {
        var rng = new Rng(trial.Seed);
        var chain = new TokenChain(Tokens, rng);
        var world = new TokenWorld(Tokens, [.. Enumerable.Range(0, 200).Select(_ => chain.Walk(200, rng))]);
        var config = new TrainingConfig
        {
            Size = 16, Layers = 1, Dropout = 0, Batch = 16, Window = 16, Rate = 1e-2, Steps = 300,
            Schedule = "cosine", Epochs = 100_000,
        };
        var network = TokenWorld.Train(world, config, trial, trainer => trial.Report(0.3 * trainer.Done, "a chain"));
        int[][] heard =
        [
            .. Enumerable.Range(0, Tokens * Tokens).Select(i => new[] { world.StartToken, i / Tokens, i % Tokens }),
        ];
        int[] widths = [1, 2, 4, 8, 16, (int)Math.Pow(world.TokenCount, Length - 1)];
        var best = heard.Select(tokens => All(network, tokens, Length).Max(one => one.LogProbability)).ToArray();
        var lost = new double[widths.Length];
        for (var i = 0; i < widths.Length; i++)
        {
            lost[i] = heard.Select((tokens, k) => best[k] - Search(network, tokens, widths[i], Length)).Average();
            trial.Report(0.3 + 0.3 * (i + 1) / widths.Length, $"width {widths[i]}");
        }

        var draws = trial.IsQuick ? 4000 : 40_000;
        var fit = FitOfPairs(network, heard[1], draws, rng, trial);
        return new Findings(
            [
                new Figure("nats lost by greedy search", lost[0]) { Published = 0, Note = "to the likeliest of all" },
                new Figure("nats lost by a beam of 8", lost[3], Bound.AtMost(lost[0])) { Baseline = lost[0] },
                new Figure(
                    "nats lost by a beam as wide as there are sequences", lost[^1], new Bound(-1e-4, 1e-4))
                {
                    Published = 0, Baseline = lost[0], Note = "baseline: greedy",
                },
                new Figure("χ² of pairs of a stochastic beam, per degree of freedom", fit, Bound.AtMost(Fit))
                {
                    Published = 1, Note = $"p(a) p(b) / (1 - p(a)) by enumeration; {draws} draws",
                },
            ],
            [
                new Chart(
                    "What beams lose", "log₂ of the width", "nats to the likeliest",
                    new Curve("beam", [.. widths.Select(width => Math.Log2(width))], lost)),
            ]);
    }

    private static double Search(SequenceNetwork network, int[] heard, int width, int length)
    {
        return Begin(network, heard, width, length, null)[0].LogProbability;
    }

    private static IReadOnlyList<Hypothesis> Begin(
        SequenceNetwork network, int[] heard, int width, int length, Rng? chance)
    {
        var search = new BeamSearch(network, new BeamOptions { Width = width, MaxLength = length }, chance);
        search.Begin(heard);
        while (search.TryStep())
        {
        }

        return search.Finished;
    }

    /// <summary>Enumerates all sequences behind some tokens, each token by token through the network.</summary>
    private static List<(int[] Tokens, double LogProbability)> All(SequenceNetwork network, int[] heard, int length)
    {
        var count = network.Config.Outputs;
        int[][] sequences = [.. Enumerable.Range(0, (int)Math.Pow(count, length)).Select(number =>
            Enumerable.Range(0, length).Select(t => number / (int)Math.Pow(count, t) % count).ToArray())];
        var sums = new double[sequences.Length];
        var on = new CpuBackend();
        var state = network.NewState(on, sequences.Length);
        for (var t = 0; t < heard.Length + length - 1; t++)
        {
            on.NextStep();
            var now = Array.ConvertAll(sequences, one => t < heard.Length ? heard[t] : one[t - heard.Length]);
            var scores = network.Step(on.OneHot(now, network.Config.Inputs), state);
            if (t >= heard.Length - 1)
            {
                var losses = scores.CrossEntropy(Array.ConvertAll(sequences, one => one[t - heard.Length + 1]));
                for (var row = 0; row < sums.Length; row++)
                {
                    sums[row] -= losses.Row(row)[0];
                }
            }
        }

        return [.. sequences.Zip(sums)];
    }

    /// <summary>Compares how often pairs are drawn with what enumeration says, over those that are not rare.</summary>
    private static double FitOfPairs(SequenceNetwork network, int[] heard, int draws, Rng rng, Trial trial)
    {
        var odds = All(network, heard, PairLength)
            .ToDictionary(one => NameOf(one.Tokens), one => Math.Exp(one.LogProbability));
        var counts = new Dictionary<(int, int), int>();
        for (var i = 0; i < draws; i++)
        {
            var drawn = Begin(network, heard, 2, PairLength, rng);
            var pair = (NameOf(drawn[0].Tokens.ToArray()), NameOf(drawn[1].Tokens.ToArray()));
            counts[pair] = counts.GetValueOrDefault(pair) + 1;
            if (i % 500 == 0)
            {
                trial.Report(0.6 + 0.4 * i / draws, "pairs");
            }
        }

        var (sum, terms) = (0.0, 0);
        foreach (var (a, p) in odds)
        {
            foreach (var (b, q) in odds.Where(one => one.Key != a))
            {
                var expected = draws * p * q / (1 - p);
                if (expected >= 5)
                {
                    sum += Math.Pow(counts.GetValueOrDefault((a, b)) - expected, 2) / expected;
                    terms++;
                }
            }
        }

        return sum / (terms - 1);
    }

    private static int NameOf(int[] tokens) => tokens.Aggregate(0, (name, token) => (name * 100) + token);
}
