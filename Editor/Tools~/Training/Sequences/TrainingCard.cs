using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

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
        From = Path.GetFileName(options.From);
    }

    /// <summary>Writes the card of the weights that a validation has just measured.</summary>
    public string Write(Trainer trainer, double loss)
    {
        return JsonSerializer.Serialize(
            new
            {
                Data = Names,
                From,
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

    /// <summary>Gets the loss in validation that a model's card tells; infinity if it has none.</summary>
    public static double LossOf(Checkpoint model)
    {
        try
        {
            return model.Metadata.TryGetValue("card", out var card) && JsonNode.Parse(card) is JsonObject told
                && told["validationNll"] is JsonValue value && value.TryGetValue<double>(out var loss)
                ? loss
                : double.PositiveInfinity;
        }
        catch (JsonException)
        {
            return double.PositiveInfinity;
        }
    }

    /// <summary>Gets where chance started.</summary>
    public ulong Seed { get; }

    /// <summary>Gets or sets the file name of the model to begin with; null for none.</summary>
    public string? From { get; set; }

    /// <summary>Gets what a training must go on with.</summary>
    public TrainingOrigin Origin
    {
        get
        {
            var blueprint = pupil.ToCheckpoint().Metadata[Checkpoint.ConfigKey];
            return new TrainingOrigin(
                $"settings {config}, seed {Seed}, data {pupil.Data.Digest.Hash}", Fnv.Text(Fnv.Of(blueprint)),
                From ?? "");
        }
    }

    // SETTINGS are those of the card: all that --config, --preset, --codec and --objective came to.
    private string Command => $"rnngen {pupil.Art} train --data " + string.Join(' ', Names.Select(Quoted))
        + pupil.Data.Options
        + (From is null ? "" : $" --from {Quoted(From)}")
        + $" --config SETTINGS --seed {Seed} --backend {backend}"
        + (backend == "torch" ? $" --threads {options.Threads}" : "")
        + (options.Limit is { } limit ? FormattableString.Invariant($" --minutes {limit.TotalMinutes}") : "")
        + $" --out {Quoted(Path.GetFileName(options.Out))}";

    private IEnumerable<string> Names => options.Data.Select(folder => new DirectoryInfo(folder).Name);

    private static string Quoted(string name) => name.Contains(' ', StringComparison.Ordinal) ? $"'{name}'" : name;
}
