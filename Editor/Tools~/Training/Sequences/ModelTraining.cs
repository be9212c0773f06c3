using System.Diagnostics;
using System.Security.Cryptography;

namespace RnnGen.Training;

/// <summary>
/// Makes a model from folders of data: trains, validates, and writes the best model, its card, a sample of each
/// validation in place of the one before, a log and what is needed to go on.
/// </summary>
/// <remarks>
/// <see cref="MusicTraining"/>, <see cref="TextTraining"/>, <see cref="ImageTraining"/> and
/// <see cref="VideoTraining"/> make one for their kind of models.
/// </remarks>
public sealed class ModelTraining
{
    private readonly TrainingOptions options;
    private readonly ILearningConfig config;
    private readonly Func<CancellationToken, Pupil> read;
    private readonly Action<string> say;
    private readonly Action<double, string> report;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Stopwatch learning = new();
    private long tokens;
    private double recentLoss = double.NaN;

    // The loss of a model that is there and better than what goes on knows of: it was written after all was saved.
    private double written = double.PositiveInfinity;

    /// <param name="options">What is asked for.</param>
    /// <param name="config">The settings.</param>
    /// <param name="read">Reads the data, and says what was found.</param>
    /// <param name="say">Is told news, a line each.</param>
    /// <param name="report">Is told after each step the share that is done, in [0, 1], and how it goes.</param>
    internal ModelTraining(
        TrainingOptions options, ILearningConfig config, Func<CancellationToken, Pupil> read, Action<string> say,
        Action<double, string> report)
    {
        this.options = options;
        this.config = config;
        this.read = read;
        this.say = say;
        this.report = report;
    }

    /// <summary>Trains until the settings or the time say that it is enough.</summary>
    /// <param name="cancel">Asks to save and stop.</param>
    /// <returns>The lowest validation loss, in nats a token or picture, whose weights are in the model file.</returns>
    /// <exception cref="OperationCanceledException">It was asked to stop; all work is saved.</exception>
    /// <exception cref="InvalidDataException">The data or the saved training cannot be used.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="TorchUnavailableException">libtorch cannot be loaded.</exception>
    public double Run(CancellationToken cancel)
    {
        var pupil = read(cancel);
        var seed = options.Seed ?? (options.Resume ? TrainingFile.SeedOf(Saved) : Draw());
        pupil.Begin(seed);
        var trainer = pupil.Train(
            seed, parameters => EngineChoice.Create(options.Backend, parameters, options.Threads));
        using var engine = trainer.Engine;
        var card = new TrainingCard(options, config, pupil, seed, engine.Name);
        var origin = card.Origin;
        if (options.Resume)
        {
            origin = GoOn(trainer, card, origin);
            say($"Going on after step {trainer.Steps}.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.Out))!);
        using var log = new TrainingLog(options.Out + ".log");
        while (!trainer.IsOver && !cancel.IsCancellationRequested && !IsLate)
        {
            Learn(trainer, pupil.Unit, log);
            if (trainer.Steps % config.ValidateEvery == 0 || trainer.IsOver)
            {
                var loss = Validate(trainer, pupil, card, log);
                TrainingFile.Save(Saved, trainer, origin);
                WriteSample(pupil, loss, seed);
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
            WriteSample(pupil, Validate(trainer, pupil, card, log), seed);
        }

        return trainer.Best is not null ? Math.Min(written, trainer.Plateau.Best) : throw new InvalidDataException(
            "A loss in validation must be a finite number, but none was: lower the rate, or the limit of 'clip'.");
    }

    /// <summary>Goes on with what was saved; gets what it was begun with.</summary>
    private TrainingOrigin GoOn(Trainer trainer, TrainingCard card, TrainingOrigin origin)
    {
        // Where the file does not say, and nobody does, it stays unknown.
        var from = TrainingFile.Load(Saved, trainer, origin) ?? (options.From is null ? null : origin.From);
        card.From = from == "" ? null : from;
        if (trainer.Best is not null && !File.Exists(options.Out))
        {
            throw new InvalidDataException(
                $"To go on, the best model so far must be where it was written, but '{options.Out}' does not exist: "
                + $"put it back, or begin anew without '{Saved}'.");
        }

        // Cards have four digits.
        if (File.Exists(options.Out)
            && TrainingCard.LossOf(Checkpoint.Load(options.Out)) is var loss && loss < trainer.Plateau.Best - 1e-4)
        {
            written = loss;
        }

        return origin with { From = from };
    }

    private void Learn(Trainer trainer, string unit, TrainingLog log)
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
            FormattableString.Invariant($"step {trainer.Steps}, loss {recentLoss:F3}, {speed:F0} {unit}s/s"));
    }

    private double Validate(Trainer trainer, Pupil pupil, TrainingCard card, TrainingLog log)
    {
        var loss = trainer.Validate();
        log.AddValidation(trainer.Steps, loss);
        var isBest = trainer.Plateau.SinceBest == 0 && loss < written;
        if (isBest)
        {
            var file = pupil.ToCheckpoint();
            file.Metadata["card"] = card.Write(trainer, loss);
            file.Save(options.Out);
        }

        say(FormattableString.Invariant(
            $"Step {trainer.Steps}, epoch {trainer.Epoch + 1}: {recentLoss:F3} nats a {pupil.Unit} in training, ")
            + FormattableString.Invariant($"{loss:F3} in validation{(isBest ? ", the best so far" : "")}."));
        return loss;
    }

    // Weights that came to nothing may say nothing.
    private void WriteSample(Pupil pupil, double loss, ulong seed)
    {
        if (double.IsFinite(loss))
        {
            pupil.WriteSample(options.Out, seed);
        }
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
