using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace RnnGen.Training;

/// <summary>Reads and writes settings as JSON.</summary>
internal static class SettingsText
{
    private static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly JsonDocumentOptions lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
    };

    /// <summary>Reads settings; those that are absent stay as usual.</summary>
    /// <exception cref="JsonException">The text is not JSON, or has a setting that does not exist.</exception>
    public static T Merge<T>(T usual, string text)
    {
        var merged = JsonSerializer.SerializeToNode(usual, json)!.AsObject();
        if (JsonNode.Parse(text, null, lenient) is not JsonObject given)
        {
            throw new JsonException("The settings must be an object.");
        }

        foreach (var (name, value) in given)
        {
            merged[name] = value?.DeepClone();
        }

        return merged.Deserialize<T>(json)!;
    }

    /// <summary>Writes settings as one line.</summary>
    public static string Write<T>(T settings) => JsonSerializer.Serialize(settings, json);
}
