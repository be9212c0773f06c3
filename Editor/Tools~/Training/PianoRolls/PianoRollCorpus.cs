using System.Text.Json;

namespace RnnGen.Training;

/// <summary>
/// Represents a corpus of the polyphonic benchmark: <c>{"train": [song, …], "valid": …, "test": …}</c>, where
/// a song is a list of frames and a frame the list of its MIDI notes, 21 to 108. Splits may be missing.
/// </summary>
public sealed class PianoRollCorpus
{
    private readonly Dictionary<string, IReadOnlyList<PianoRoll>> splits;

    private PianoRollCorpus(string path, Dictionary<string, IReadOnlyList<PianoRoll>> splits)
    {
        Path = path;
        this.splits = splits;
    }

    /// <summary>Reads a corpus file.</summary>
    /// <exception cref="InvalidDataException">The file is not of the form above.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PianoRollCorpus Load(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            var splits = new Dictionary<string, IReadOnlyList<PianoRoll>>();
            foreach (var name in SplitNames)
            {
                if (document.RootElement.TryGetProperty(name, out var songs))
                {
                    splits[name] = [.. songs.EnumerateArray().Select(ReadSong)];
                }
            }

            return new PianoRollCorpus(path, splits);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException(
                "A corpus must be JSON of the form {\"train\": [[[60, 64], …], …], \"valid\": …} with notes "
                    + $"from 21 to 108, but {path} is not: {error.Message}",
                error);
        }
    }

    /// <summary>Gets the songs of a split: "train", "valid" or "test".</summary>
    /// <exception cref="InvalidDataException">
    /// The file has no such split, or one without a frame to predict.
    /// </exception>
    public IReadOnlyList<PianoRoll> Split(string name)
    {
        if (splits.TryGetValue(name, out var songs) && songs.Any(song => song.Predicted > 0))
        {
            return songs;
        }

        throw new InvalidDataException(
            $"{Path} must have songs of two frames or more under \"{name}\", but " +
            (songs is null ? "has no such split." : "has none."));
    }

    /// <summary>Tells whether the file has a split.</summary>
    public bool Has(string name) => splits.ContainsKey(name);

    private static PianoRoll ReadSong(JsonElement song)
    {
        return new PianoRoll([.. song.EnumerateArray().Select(ReadFrame)]);
    }

    private static byte[] ReadFrame(JsonElement frame)
    {
        var keys = new SortedSet<byte>();
        foreach (var element in frame.EnumerateArray())
        {
            var key = element.GetInt32() - PianoRoll.LowestNote;
            if (key is < 0 or >= PianoRoll.Keys)
            {
                throw new FormatException($"there is a note {element.GetInt32()}.");
            }

            keys.Add((byte)key);
        }

        return [.. keys];
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The names that a split may have.</summary>
    public static IReadOnlyList<string> SplitNames { get; } = ["train", "valid", "test"];
}
