namespace RnnGen.Training;

/// <summary>English sentences into French ones, of the Tatoeba project, measured by <see cref="Bleu"/>.</summary>
internal sealed class FrenchTask
{
    private const int Tokens = 1500;
    private const int Embedding = 64;
    private const int Size = 192;
    private const int PlainSize = 272;
    private const int Rows = 64;
    private const int Steps = 4000;
    private const double Rate = 2e-3;
    private const int Beam = 5;
    private const double LengthPenalty = 0.6;
    private const int Longest = 40;

    private readonly Subwords english;
    private readonly Subwords french;
    private readonly TokenPair[] training;
    private readonly (string Source, string Target)[] sentences;
    private readonly TokenPair[] validation;

    public FrenchTask()
    {
        var folder = SharedData.PathOf("translation_en_fr");
        DataFolder.Require(folder, "A folder of sentences in English and French");
        var pairs = SentencePairs.Read(Path.Combine(folder, "train.tsv.gz"));
        english = new Subwords(pairs.Select(pair => pair.Source), Tokens);
        french = new Subwords(pairs.Select(pair => pair.Target), Tokens);
        training = [.. pairs.Select(Encode)];
        sentences = [.. SentencePairs.Read(Path.Combine(folder, "valid.tsv.gz"))];
        validation = [.. sentences.Select(Encode)];
    }

    /// <summary>Learns with attention and without, and measures both.</summary>
    /// <param name="trial">What the experiment is given.</param>
    /// <param name="done">The share of the experiment that is done before.</param>
    public IReadOnlyList<Figure> Run(Trial trial, double done)
    {
        using var plain = new PairRun(Config("none", PlainSize), trial);
        Learn(plain, trial, done, (1 + done) / 2);
        var baseline = BleuOf(plain);
        var before = trial.Elapsed;
        using var attentive = new PairRun(Config("additive", Size), trial);
        Learn(attentive, trial, (1 + done) / 2, 1);
        var minutes = trial.Elapsed - before;
        var pair = validation.Last(one => one.Source.Length > 8);
        Chart = new Chart("Where it looks: English into French", "token of the source", "token of the target")
        {
            Grid = attentive.Learning.Look(pair),
        };
        return
        [
            new Figure("English into French: BLEU", BleuOf(attentive), Bound.AtLeast(28))
            {
                Baseline = baseline,
                Note = FormattableString.Invariant($"{validation.Length} sentences kept apart, beam {Beam}; ")
                    + FormattableString.Invariant($"{attentive.Parameters.Weights:N0} weights, {minutes:0} minutes; ")
                    + FormattableString.Invariant($"without attention {plain.Parameters.Weights:N0}"),
            },
            new Figure("English into French: nats a token", attentive.Learning.Measure(validation, Rows))
            {
                Baseline = plain.Learning.Measure(validation, Rows),
            },
        ];
    }

    private static EncoderDecoderConfig Config(string attention, int size) => new()
    {
        SourceTokens = Tokens,
        TargetTokens = Tokens,
        Embedding = Embedding,
        Size = size,
        Attention = attention,
        IsReversed = attention == "none",
    };

    private TokenPair Encode((string Source, string Target) pair)
    {
        return new TokenPair(english.Encode(pair.Source), french.Encode(pair.Target));
    }

    private void Learn(PairRun run, Trial trial, double from, double to)
    {
        var rng = new Rng(trial.Seed);
        run.Learn(Batches(rng), Steps, Rate, "English into French", from, to);
    }

    private IEnumerable<IReadOnlyList<TokenPair>> Batches(Rng rng)
    {
        while (true)
        {
            foreach (var batch in PairBatches.Bucket(training, Rows, rng))
            {
                yield return batch;
            }
        }
    }

    private double BleuOf(PairRun run)
    {
        return Bleu.Of([.. sentences.Select((sentence, i) =>
        {
            var said = run.Learning.Say(validation[i].Source, Beam, Longest, LengthPenalty);
            return (Subwords.Words(french.Decode(said)), new[] { Subwords.Words(sentence.Target) });
        })]);
    }

    /// <summary>Gets where the network looked while it said one of the sentences.</summary>
    public Chart Chart { get; private set; } = null!;
}
