namespace RnnGen.Training;

/// <summary>Measures a music model against human pieces and against Markov chains.</summary>
public sealed class MusicEvaluation
{
    /// <summary>The number of pieces that are composed when nothing else is asked for.</summary>
    public const int DefaultSamples = 50;

    private const int MarkovOrder = 4;
    private const int MostBars = 16;
    private const double SecondsPerBar = 2;

    private readonly MusicModel model;
    private readonly string split;
    private readonly IReadOnlyList<int[]> training;
    private readonly IReadOnlyList<int[]> measured;
    private readonly IReadOnlyList<int[]> others;
    private readonly int threads;

    /// <summary>Initializes an evaluation.</summary>
    /// <param name="model">The model.</param>
    /// <param name="trainingPieces">The pieces that the model learned from.</param>
    /// <param name="validPieces">The pieces that were kept apart.</param>
    /// <param name="split">Which of them to measure on: "valid" or "train".</param>
    /// <param name="threads">How many threads may work; the figures do not depend on it.</param>
    /// <exception cref="InvalidDataException">
    /// There is no piece of one kind whose notes the codec can write.
    /// </exception>
    public MusicEvaluation(
        MusicModel model, IReadOnlyList<NoteSequence> trainingPieces, IReadOnlyList<NoteSequence> validPieces,
        string split, int threads)
    {
        this.model = model;
        this.split = split;
        this.threads = threads;
        training = Encode(trainingPieces);
        measured = split == "train" ? training : Encode(validPieces);
        others = split == "train" ? Encode(validPieces) : training;
        if (measured.Count == 0 || training.Count == 0)
        {
            throw new InvalidDataException(
                $"An evaluation needs a piece to measure on and one to compare with, but the codec " +
                $"'{model.Codec.Name}' finds notes in {measured.Count} and {training.Count}.");
        }
    }

    /// <summary>Measures.</summary>
    /// <param name="samples">
    /// The number of pieces to compose, 1 or more; comparing takes time with its square, at 1,000 a quarter of an hour.
    /// </param>
    /// <param name="seed">The seed of the first; the others count up from it.</param>
    /// <param name="progress">Called with what is being done, and how much of it is done, in [0, 1].</param>
    /// <param name="cancel">Ends the work.</param>
    public MusicReport Run(int samples, ulong seed, Action<string, double> progress, CancellationToken cancel)
    {
        var codec = model.Codec;
        var human = Decode(measured);
        var tokens = measured.Sum(piece => (long)piece.Length);
        var notes = human.Sum(piece => (long)piece.Notes.Count);
        LikelihoodReport Report(string name, double loss) => new(name, loss / tokens, loss / notes);

        var heard = 0L;
        var losses = SequenceLikelihood.Loss(
            model.Network, codec.StartToken, measured, threads,
            count => progress("Listening", Interlocked.Add(ref heard, count) / (double)tokens), cancel);
        progress("Counting", 0);
        var chains = new MarkovModel(codec.TokenCount, MarkovOrder, training);
        var chainLosses = measured.Select(piece => chains.Loss(piece)).ToList();
        cancel.ThrowIfCancellationRequested();

        var bars = Math.Clamp(human.Max(PieceWindows.Bars), 1, MostBars);
        var (composed, lints) = Compose(samples, seed, bars, progress, cancel);
        var humanWindows = PieceWindows.Cut(human, bars, samples);
        var rng = new Rng(seed);
        var sets = new PieceSets(
            Grid(composed),
            Grid(humanWindows),
            Grid(PieceWindows.Cut(Decode(others), bars, samples)),
            Grid([.. humanWindows.Select(piece => PieceWindows.Shuffle(piece, rng))]));
        var metrics = new List<MetricReport>();
        foreach (var metric in Metric.All)
        {
            cancel.ThrowIfCancellationRequested();
            progress("Comparing", metrics.Count / (double)Metric.All.Count);
            metrics.Add(sets.Measure(metric));
        }

        return new MusicReport(
            codec.Name,
            split,
            measured.Count,
            tokens,
            notes,
            Report("model", losses.Sum()),
            [.. Enumerable.Range(0, MarkovOrder + 1)
                .Select(k => Report($"Markov {k}", chainLosses.Sum(loss => loss[k])))],
            samples,
            seed,
            bars,
            metrics,
            PieceSets.MeanOverlap(metrics),
            sets.Copies(new CopyIndex(Grid(Decode(training)))),
            lints);
    }

    private (NoteSequence[] Pieces, LintReport Lints) Compose(
        int samples, ulong seed, int bars, Action<string, double> progress, CancellationToken cancel)
    {
        var pieces = new NoteSequence[samples];
        var lints = new GrammarLints[samples];
        var done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel };
        Parallel.For(0, samples, options, i =>
        {
            lints[i] = new GrammarLints();
            pieces[i] = Compose(seed + (ulong)i, bars, lints[i], cancel);
            progress("Composing", Interlocked.Increment(ref done) / (double)samples);
        });
        return (pieces, new LintReport(
            lints.Sum(x => x.Notes),
            lints.Sum(x => x.Stuck),
            lints.Sum(x => x.ZeroLength),
            lints.Sum(x => x.Overlaps),
            lints.Sum(x => x.Orphans),
            lints.Sum(x => x.OutOfOrder)));
    }

    /// <summary>Composes some bars; music that is not metric counts two seconds, as its files do.</summary>
    internal NoteSequence Compose(ulong seed, int bars, GrammarLints lints, CancellationToken cancel)
    {
        var composer = new Composer(model, seed: seed);
        var recorder = new NoteRecorder();
        while (model.Codec.IsMetric ? composer.Bar < bars : composer.Seconds < bars * SecondsPerBar)
        {
            cancel.ThrowIfCancellationRequested();
            if (composer.TryNext(out var next))
            {
                Hear(next);
            }
        }

        // Notes that end before the last token still do.
        while (composer.TryTake(out var last))
        {
            Hear(last);
        }

        recorder.ExtendTo(composer.Tick);
        lints.EndPiece();
        var piece = recorder.ToSequence();
        return piece.Slice(0, piece.Meter.TickAt(bars));

        void Hear(in NoteEvent next)
        {
            recorder.Add(next);
            lints.Add(next);
        }
    }

    private List<int[]> Encode(IReadOnlyList<NoteSequence> pieces)
    {
        return [.. pieces.Select(piece => model.Codec.Encode(piece)).Where(tokens => tokens.Length > 0)];
    }

    // What the codec cannot write is lost to human pieces too, so that sets differ by music alone.
    private List<NoteSequence> Decode(IReadOnlyList<int[]> pieces)
    {
        return [.. pieces.Select(piece => model.Codec.Decode(piece))];
    }

    private static List<GridPiece> Grid(IReadOnlyList<NoteSequence> pieces)
    {
        return [.. pieces.Select(GridPiece.From)];
    }
}
