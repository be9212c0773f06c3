using System.Diagnostics;
using System.Security.Cryptography;

namespace RnnGen.Training;

/// <summary>
/// Makes a music model from folders of MIDI files: reads and splits them, trains, validates, and writes the
/// model, its card, samples, a log and what is needed to go on.
/// </summary>
public sealed class MusicTraining
{
    private const double SampleSeconds = 30;

    private readonly MusicTrainingOptions options;
    private readonly MusicModel? start;
    private readonly Action<string> say;
    private readonly Action<double, string> report;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Stopwatch learning = new();
    private long tokens;
    private double recentLoss = double.NaN;

    /// <summary>Initializes a training.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="say">Is told news, a line each.</param>
    /// <param name="report">
    /// Is told after each step the share that is done, in [0, 1], and how it goes.
    /// </param>
    /// <exception cref="ModelFormatException">The model to begin with is none, or is damaged.</exception>
    public MusicTraining(MusicTrainingOptions options, Action<string> say, Action<double, string> report)
    {
        start = options.From is { } from ? MusicModel.Load(from) : null;
        this.options = start is null ? options : options with { Config = ConfigOf(start, options.Config) };
        this.say = say;
        this.report = report;
    }

    /// <summary>Trains until the settings or the time say that it is enough.</summary>
    /// <param name="cancel">Asks to save and stop.</param>
    /// <returns>The lowest validation loss, in nats a token, whose weights are in the model file.</returns>
    /// <exception cref="OperationCanceledException">It was asked to stop; all work is saved.</exception>
    /// <exception cref="InvalidDataException">The data or the saved training cannot be used.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="TorchUnavailableException">libtorch cannot be loaded.</exception>
    public double Run(CancellationToken cancel)
    {
        var config = options.Config;
        var data = MusicData.Read(options.Data, config.ValidShare, cancel);
        Tell(data);
        var seed = options.Seed ?? (options.Resume ? TrainingFile.SeedOf(Saved) : Draw());
        var codec = NoteCodec.ByName(config.Codec);
        var training = new MusicCorpus(codec, data.Training, config.Transpose, config.Stretch);
        var validation = new MusicCorpus(codec, data.Validation);
        var network = new SequenceConfig
        {
            Cell = config.Cell, Size = config.Size, Layers = config.Layers, Dropout = config.Dropout,
        };
        var model = MusicModel.Create(codec, network, seed);
        start?.ToCheckpoint().ReadInto(model.Parameters);
        using var engine = EngineChoice.Create(options.Backend, model.Parameters, options.Threads);
        var trainer = new SequenceTrainer(
            model.Network, model.Parameters, config, training, validation, seed, engine);
        var card = new MusicCard(options, data, seed, CorpusDigest.Of(training, validation), engine.Name);
        var origin = card.Origin;
        if (options.Resume)
        {
            TrainingFile.Load(Saved, trainer, origin);
            say($"Going on after step {trainer.Steps}.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.Out))!);
        using var log = new TrainingLog(options.Out + ".log");
        while (!trainer.IsOver && !cancel.IsCancellationRequested && !IsLate)
        {
            Learn(trainer, log);
            if (trainer.Steps % config.ValidateEvery == 0 || trainer.IsOver)
            {
                Validate(trainer, model, card, log);
                TrainingFile.Save(Saved, trainer, origin);
            }
        }

        TrainingFile.Save(Saved, trainer, origin);
        if (cancel.IsCancellationRequested)
        {
            say($"Stopped after step {trainer.Steps}; '{Saved}' is saved, and --resume goes on from there.");
            cancel.ThrowIfCancellationRequested();
        }

        if (trainer.Best is null)
        {
            Validate(trainer, model, card, log);
        }

        return trainer.Plateau.Best;
    }

    private void Learn(SequenceTrainer trainer, TrainingLog log)
    {
        learning.Start();
        var step = trainer.Step();
        learning.Stop();
        tokens += step.Tokens;
        recentLoss = double.IsNaN(recentLoss) ? step.Loss : 0.95 * recentLoss + 0.05 * step.Loss;
        var speed = tokens / learning.Elapsed.TotalSeconds;
        log.Add(trainer.Steps, step, speed);
        report(
            Math.Max(trainer.Done, options.Limit is { } limit ? clock.Elapsed / limit : 0),
            FormattableString.Invariant($"step {trainer.Steps}, loss {recentLoss:F3}, {speed:F0} tokens/s"));
    }

    private void Validate(SequenceTrainer trainer, MusicModel model, MusicCard card, TrainingLog log)
    {
        var loss = trainer.Validate();
        log.AddValidation(trainer.Steps, loss);
        var isBest = trainer.Plateau.SinceBest == 0;
        if (isBest)
        {
            var file = model.ToCheckpoint();
            file.Metadata["card"] = card.Write(trainer, loss);
            file.Save(options.Out);
        }

        Sample(model, card.Seed);
        say(FormattableString.Invariant(
            $"Step {trainer.Steps}, epoch {trainer.Epoch + 1}: {recentLoss:F3} nats a token in training, ")
            + FormattableString.Invariant($"{loss:F3} in validation{(isBest ? ", the best so far" : "")}."));
    }

    private void Sample(MusicModel model, ulong seed)
    {
        var music = new NoteRecorder();
        new Composer(model, null, seed).ComposeSeconds(SampleSeconds, music);
        AtomicFile.Write(
            Path.ChangeExtension(options.Out, ".sample.mid"),
            stream => stream.Write(music.ToSequence().ToMidi().Write()));
    }

    private void Tell(MusicData data)
    {
        foreach (var (file, reason) in data.Skipped)
        {
            say($"Skipped '{file}': {reason}");
        }

        say($"{data.Training.Count} pieces to learn from, {data.Validation.Count} to validate with"
            + (data.Moved > 0 ? $"; {data.Moved} are learned from, as they nearly repeat another." : "."));
    }

    private static TrainingConfig ConfigOf(MusicModel model, TrainingConfig settings)
    {
        var network = model.Network.Config;
        return settings with
        {
            Codec = model.Codec.Name, Cell = network.Cell, Size = network.Size, Layers = network.Layers,
        };
    }

    private ulong Draw()
    {
        var seed = (ulong)RandomNumberGenerator.GetInt32(int.MaxValue);
        say($"seed {seed}");
        return seed;
    }

    private bool IsLate => clock.Elapsed >= options.Limit;

    private string Saved => options.Out + ".train";
}
