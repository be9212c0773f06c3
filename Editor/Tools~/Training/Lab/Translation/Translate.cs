namespace RnnGen.Training;

/// <summary>What an encoder and decoder make of a source, with attention and without.</summary>
/// <remarks>
/// Without attention it is that of Sutskever, Vinyals and Le (2014), which reads the source from its end, and has
/// at least as many weights; with it, that of Bahdanau, Cho and Bengio (2015). Both learn the same batches, and
/// are tested on pairs that are drawn anew: exact means that every token of the target is right. Of the dates, which
/// are few, more than half of those tested were learned, most in another writing. Longer lengths are learned more often
/// than short ones, as where to look drifts over a long source. The weights that are kept turn 30 symbols round; the
/// quick form measures them again, and learns the dates.
/// </remarks>
internal sealed class Translate() : Experiment(
    "translate", "Sequence to sequence; attention",
    "With attention a network copies, turns round and translates what one without, of equal size, cannot hold.", 60)
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
        var round = new Task("30 turned round", PairTasks.Symbols + 1, 128, 160, 4000, Rate, PairTasks.Reverse);
        var figures = new List<Figure>();
        var charts = new List<Chart>();
        if (trial.IsQuick)
        {
            Try(dates, trial, 0, 1, figures, charts);
            figures.Add(Again(round, trial, WeightsOf(trial)));
            return new Findings(figures, charts);
        }

        var french = new FrenchTask();
        Task[] tasks =
        [
            dates, new("copies of 30", PairTasks.Symbols + 1, 128, 160, 4000, Rate, PairTasks.Copy), round,
        ];
        Checkpoint? weights = null;
        for (var i = 0; i < tasks.Length; i++)
        {
            // The French takes about half of the time.
            var (from, to) = (0.5 * i / tasks.Length, 0.5 * (i + 1) / tasks.Length);
            weights = Try(tasks[i], trial, from, to, figures, charts);
        }

        figures.AddRange(french.Run(trial, 0.5));
        charts.Add(french.Chart);
        return new Findings(figures, charts) { Weights = weights };
    }

    /// <summary>Learns a task with attention and without; gets what was learned with it.</summary>
    private static Checkpoint Try(
        Task task, Trial trial, double from, double to, List<Figure> figures, List<Chart> charts)
    {
        var test = task.Test(trial.Seed);
        var half = (from + to) / 2;
        using var attentive = Learn(task, task.Config("additive"), trial, from, half);
        using var plain = Learn(task, task.Config("none"), trial, half, to);
        var baseline = 100 * plain.Learning.Exact(test);
        figures.Add(new Figure($"{task.Name}: exact, %", 100 * attentive.Learning.Exact(test), Bound.AtLeast(99))
        {
            Baseline = baseline,
            Note = $"{attentive.Parameters.Weights:N0} weights; without attention {plain.Parameters.Weights:N0}",
        });
        figures.Add(new Figure($"{task.Name}: exact without attention, %", baseline, Bound.AtMost(90)));
        charts.Add(new Chart($"Where it looks: {task.Name}", "token of the source", "token of the target")
        {
            Grid = attentive.Learning.Look(test[0]),
        });
        var weights = new Checkpoint();
        weights.Add(attentive.Parameters);
        return weights;
    }

    /// <summary>Measures what an earlier run learned with attention.</summary>
    private static Figure Again(Task task, Trial trial, Checkpoint weights)
    {
        using var run = new PairRun(task.Config("additive"), trial);
        weights.ReadInto(run.Parameters);
        var exact = 100 * run.Learning.Exact(task.Test(trial.Seed));
        return new Figure($"{task.Name}: exact, %", exact, Bound.AtLeast(99)) { Note = "weights of the whole run" };
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

        /// <summary>Makes pairs of the longest length, drawn anew.</summary>
        public TokenPair[] Test(ulong seed)
        {
            var rng = new Rng(seed + 1);
            return [.. Enumerable.Range(0, Tested).Select(_ => Draw(rng, Length))];
        }

        /// <summary>
        /// Makes batches without end, each of sequences of about one length: the longer of two up to the longest.
        /// </summary>
        public IEnumerable<IReadOnlyList<TokenPair>> Batches(Rng rng)
        {
            while (true)
            {
                var length = 1 + Math.Max(rng.Below(Length), rng.Below(Length));
                yield return
                [
                    .. Enumerable.Range(0, Rows)
                        .Select(_ => Draw(rng, Math.Clamp(length + rng.Below(3) - 1, 1, Length))),
                ];
            }
        }
    }
}
