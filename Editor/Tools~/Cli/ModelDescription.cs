using System.Text.Json;
using System.Text.Json.Nodes;
using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary>What the file of a model says about itself, as far as it says it.</summary>
internal sealed class ModelDescription
{
    public const string ImageCodec = "image";
    public const string VideoCodec = "video";

    private readonly Checkpoint checkpoint;

    private ModelDescription(string path, Checkpoint checkpoint)
    {
        this.checkpoint = checkpoint;
        File = path;
        Name = Path.GetFileNameWithoutExtension(path);
        Bytes = new FileInfo(path).Length;
        Texts = checkpoint.Metadata.ToDictionary(text => text.Key, text => Parse(text.Value));
    }

    /// <summary>Reads the file of a model of any kind.</summary>
    /// <exception cref="ModelFormatException">The file is not a model, or is damaged.</exception>
    public static ModelDescription Load(string path) => new(path, Checkpoint.Load(path));

    // Texts of others need not be JSON, and are then shown as they are.
    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new() { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private long? Count(string name)
    {
        return Find("card", name) is JsonValue value && value.TryGetValue<long>(out var count) ? count : null;
    }

    private JsonNode? Config(params string[] path) => Find("config", path);

    private JsonNode? Find(string text, params string[] path)
    {
        var node = Texts.GetValueOrDefault(text);
        foreach (var name in path) node = (node as JsonObject)?[name];
        return node;
    }

    public string Name { get; }

    public string File { get; }

    public long Bytes { get; }

    /// <summary>Gets the number of weights, without what else a file may keep.</summary>
    public long Weights => checkpoint.Tensors.Where(t => !t.Name.Contains('/')).Sum(t => (long)t.Values.Length);

    /// <summary>Gets the codec, such as "score"; "image" if the model draws, "video" if frame after frame.</summary>
    public string Codec => Config("video") is not null ? VideoCodec
        : Config("draw") is null ? $"{Config("codec")}" : ImageCodec;

    /// <summary>
    /// Gets the network in a few characters, such as "lstm 2 x 256"; if it draws, its steps and units.
    /// </summary>
    public string Network => (Config("network"), Config("draw") ?? Config("video", "draw")) switch
    {
        (JsonObject network, _) => $"{network["cell"]} {network["layers"]} x {network["size"]}",
        (_, JsonObject draw) => $"draw {draw["steps"]} x {draw["size"]}",
        _ => "",
    };

    /// <summary>
    /// Gets the score that matters most: nats a token, or a picture, of those that were held out.
    /// </summary>
    public double? ValidationNll => Find("card", "validationNll") is JsonValue value
        && value.TryGetValue<double>(out var nll) ? nll : null;

    /// <summary>Gets what tells apart the data that it was trained on, or null if it does not tell.</summary>
    public CorpusDigest? Digest => Find("card", "digest") is JsonValue value && value.TryGetValue<string>(out var hash)
        ? new CorpusDigest(Count("trainTokens"), Count("validTokens"), hash) : null;

    /// <summary>Gets the settings of its training, or null if it does not tell.</summary>
    public JsonObject? Settings => Find("card", "settings") as JsonObject;

    /// <summary>Gets the steps for which it learned, or null if it does not tell.</summary>
    public int? Steps => Find("card", "steps") is JsonValue value && value.TryGetValue<int>(out var steps) && steps > 0
        ? steps : null;

    /// <summary>Gets the share of pieces that its training held out, where folders do not say which.</summary>
    public double? ValidShare => Find("card", "settings", "validShare") is JsonValue value
        && value.TryGetValue<double>(out var share) && share is > 0 and < 1 ? share : null;

    /// <summary>Gets the texts of the file by name: "config", "card" and others.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Texts { get; }

    /// <summary>Gets the tensors in the order of their names.</summary>
    public IEnumerable<CheckpointTensor> Tensors => checkpoint.Tensors;
}
