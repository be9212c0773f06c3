using System.Text.Encodings.Web;
using System.Text.Json;

namespace RnnGen.Training;

/// <summary>
/// Writes what a model was made of: data, split, settings, seed, command, commit and scores, as JSON.
/// </summary>
internal sealed class TrainingCard
{
    private static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly TrainingOptions options;
    private readonly ILearningConfig config;
    private readonly Pupil pupil;
    private readonly string backend;

    public TrainingCard(
        TrainingOptions options, ILearningConfig config, Pupil pupil, ulong seed, string backend)
    {
        this.config = config;
        this.backend = backend;
        this.options = options;
        this.pupil = pupil;
        Seed = seed;
    }

    /// <summary>Writes the card of the weights that a validation has just measured.</summary>
    public string Write(Trainer trainer, double loss)
    {
        return JsonSerializer.Serialize(
            new
            {
                Data = Names,
                From = From,
                Pieces = pupil.Data.TrainingPieces + pupil.Data.ValidationPieces,
                TrainPieces = pupil.Data.TrainingPieces,
                ValidPieces = pupil.Data.ValidationPieces,
                TrainTokens = pupil.Data.Digest.Training,
                ValidTokens = pupil.Data.Digest.Validation,
                Split = pupil.Data.Split,
                Digest = pupil.Data.Digest.Hash,
                ValidationNll = Math.Round(loss, 4),
                Steps = trainer.Steps,
                Epochs = trainer.Epoch + 1,
                Seed,
                Command = Command,
                Commit = SourceCommit.Name,
                Backend = backend,
                Program = "RnnGen " + typeof(TrainingCard).Assembly.GetName().Version!.ToString(3),
                Settings = (object)config,
            },
            json);
    }

    /// <summary>Gets where chance started.</summary>
    public ulong Seed { get; }

    /// <summary>Gets what a training must go on with: settings, seed and data, as one line.</summary>
    public string Origin => $"settings {config}, seed {Seed}, data {pupil.Data.Digest.Hash}";

    // SETTINGS are those of the card: all that --config, --preset, --codec and --objective came to.
    private string Command => $"rnngen {pupil.Art} train --data " + string.Join(' ', Names)
        + pupil.Data.Options
        + (From is null ? "" : $" --from {From}")
        + $" --config SETTINGS --seed {Seed} --backend {backend}"
        + (backend == "torch" ? $" --threads {options.Threads}" : "")
        + (options.Limit is { } limit ? FormattableString.Invariant($" --minutes {limit.TotalMinutes}") : "")
        + $" --out {Path.GetFileName(options.Out)}";

    private IEnumerable<string> Names => options.Data.Select(folder => new DirectoryInfo(folder).Name);

    private string? From => Path.GetFileName(options.From);
}
