namespace RnnGen.Training;

/// <summary>
/// Represents one corpus of the polyphonic benchmark, by whose protocol frame networks are trained and
/// scored.
/// </summary>
public sealed class PianoRollBenchmark
{
    private static readonly Dictionary<string, string> files = new()
    {
        ["jsb"] = "JSB_Chorales.json",
        ["nottingham"] = "Nottingham.json",
        ["piano"] = "Piano_midi.json",
        ["muse"] = "MuseData.json",
    };

    private readonly string name;
    private readonly PianoRollCorpus corpus;

    /// <summary>Reads the corpus.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="folder">The folder of JSON files.</param>
    /// <exception cref="InvalidDataException">
    /// The file is not of the form of <see cref="PianoRollCorpus"/>.
    /// </exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public PianoRollBenchmark(string name, string folder)
    {
        this.name = name;
        corpus = PianoRollCorpus.Load(Path.Combine(folder, files[name]));
    }

    /// <summary>
    /// Gets the settings with which a network of about the published size does well on a corpus.
    /// </summary>
    public static FrameTraining SettingsFor(string name)
    {
        return name == "jsb"
            ? new FrameTraining()
            : new FrameTraining
            {
                Size = 400, Steps = 50, Rate = 3e-3, Transpose = 2, Patience = 3, StopAfter = 10,
            };
    }

    /// <summary>Requires that the corpus has a split, before a network is trained for it.</summary>
    /// <exception cref="InvalidDataException">It has not.</exception>
    public void Require(string split) => corpus.Split(split);

    /// <summary>Trains a network on the training songs; the valid songs choose when to stop.</summary>
    /// <inheritdoc cref="FrameTrainer.Run"/>
    public FrameModel Train(
        FrameTraining settings, int threads, Action<FrameProgress> report, CancellationToken stop)
    {
        var trainer = new FrameTrainer(settings, corpus.Split("train"));
        trainer.Run(corpus.Split("valid"), threads, report, stop);
        return trainer.Model;
    }

    /// <summary>Scores a network on a split, beside what sees no more than the previous frame.</summary>
    /// <remarks>A corpus without training songs has no baselines.</remarks>
    public PianoRollReport Score(FrameModel model, string split)
    {
        var songs = corpus.Split(split);
        var config = model.Network.Config;
        return new PianoRollReport(
            name,
            split,
            songs.Count,
            songs.Sum(song => song.Predicted),
            new FrameScore($"{config.Cell} {config.Layers} x {config.Size}", model.Score(songs)),
            corpus.Has("train") ? Baselines(corpus.Split("train"), songs) : []);
    }

    private static FrameScore[] Baselines(IReadOnlyList<PianoRoll> training, IReadOnlyList<PianoRoll> songs)
    {
        FrameBaseline[] baselines =
        [
            KeyBaseline.Frequencies(training),
            KeyBaseline.Repeat(training),
            KeyBaseline.Markov(training),
            LogisticBaseline.Fit(training),
        ];
        return Array.ConvertAll(baselines, baseline => new FrameScore(baseline.Name, baseline.Score(songs)));
    }

    /// <summary>The names of the corpora.</summary>
    public static IReadOnlyCollection<string> Names => files.Keys;
}
