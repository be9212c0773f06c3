namespace RnnGen.Training;

/// <summary>What an encoder and decoder make of a source, with attention and without.</summary>
/// <remarks>
/// Without attention it is that of Sutskever, Vinyals and Le (2014), which reads the source from its end, and has
/// at least as many weights; with it, that of Bahdanau, Cho and Bengio (2015). Both learn the same batches, and
/// are tested on pairs that are drawn apart: exact means that every token of the target is right.
/// </remarks>
internal sealed class Translate() : Experiment(
    "translate", "Sequence to sequence; attention",
    "With attention a network copies, turns round and translates what one without, of equal size, cannot hold.", 45)
{
    private const int Embedding = 32;
    private const int Rows = 32;
    private const int Length = 30;
    private const int Tested = 200;
    private const double Rate = 2e-3;

    public override Findings Run(Trial trial)
    {
        var dates = new Task(
            "dates as 1999-12-31", PairTasks.DateTokens, 64, 80, trial.IsQuick ? 1000 : 2000, 2 * Rate,
            (rng, _) => PairTasks.Date(rng));
        Task[] tasks = trial.IsQuick
            ? [dates]
            :
            [
                dates,
                new("copies of 30", PairTasks.Symbols + 1, 128, 160, 3000, Rate, PairTasks.Copy),
                new("30 turned round", PairTasks.Symbols + 1, 128, 160, 3000, Rate, PairTasks.Reverse),
            ];
        var figures = new List<Figure>();
        var charts = new List<Chart>();
        for (var i = 0; i < tasks.Length; i++)
        {
            // The French takes about half of the time.
            var (from, to) = (0.5 * i / tasks.Length, 0.5 * (i + 1) / tasks.Length);
            Try(tasks[i], trial, from, to, figures, charts);
        }

        if (trial.IsQuick || !Directory.Exists(FrenchTask.Folder))
        {
            return new Findings(figures, charts);
        }

        var french = new FrenchTask();
        figures.AddRange(french.Run(trial, 0.5));
        charts.Add(french.Chart);
        return new Findings(figures, charts) { Weights = french.Weights };
    }

    private static void Try(
        Task task, Trial trial, double from, double to, List<Figure> figures, List<Chart> charts)
    {
        var rng = new Rng(trial.Seed + 1);
        var test = Enumerable.Range(0, Tested).Select(_ => task.Draw(rng, Length)).ToArray();
        var half = (from + to) / 2;
        using var attentive = Learn(task, task.Config("additive"), trial, from, half);
        using var plain = Learn(task, task.Config("none"), trial, half, to);
        var baseline = 100 * plain.Learning.Exact(test);
        figures.Add(new Figure($"{task.Name}: exact, %", 100 * attentive.Learning.Exact(test), Bound.AtLeast(99))
        {
            Baseline = baseline, Note = $"{attentive.Size:N0} weights; without attention {plain.Size:N0}",
        });
        figures.Add(new Figure($"{task.Name}: exact without attention, %", baseline, Bound.AtMost(90)));
        charts.Add(new Chart($"Where it looks: {task.Name}", "token of the source", "token of the target")
        {
            Grid = attentive.Learning.Look(test[0]),
        });
    }

    private static PairRun Learn(Task task, EncoderDecoderConfig config, Trial trial, double from, double to)
    {
        var run = new PairRun(config, trial);
        run.Learn(task.Batches(new Rng(trial.Seed)), task.Steps, task.Rate, task.Name, from, to);
        return run;
    }

    /// <summary>Represents pairs that are made up, and how they are learned.</summary>
    private sealed record Task(
        string Name, int Tokens, int Size, int PlainSize, int Steps, double Rate, Func<Rng, int, TokenPair> Draw)
    {
        public EncoderDecoderConfig Config(string attention) => new()
        {
            SourceTokens = Tokens,
            TargetTokens = Tokens,
            Embedding = Embedding,
            Size = attention == "none" ? PlainSize : Size,
            Attention = attention,
            IsReversed = attention == "none",
        };

        /// <summary>Makes batches without end, each of sequences of about one length up to the longest.</summary>
        public IEnumerable<IReadOnlyList<TokenPair>> Batches(Rng rng)
        {
            while (true)
            {
                var length = 1 + rng.Below(Length);
                yield return
                [
                    .. Enumerable.Range(0, Rows)
                        .Select(_ => Draw(rng, Math.Clamp(length + rng.Below(3) - 1, 1, Length))),
                ];
            }
        }
    }
}
