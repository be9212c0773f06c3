using System.Text.Json;

namespace RnnGen.Training;

/// <summary>
/// Represents a network that hears a frame of 88 keys at each step and gives the log odds of each to sound in
/// the next: what the polyphonic benchmark measures.
/// </summary>
public sealed class FrameModel
{
    /// <summary>What a file says instead of the codec of a music model.</summary>
    public const string Codec = "piano-roll";

    private const int ScoringRows = 16;
    private const string ConfigKey = "config";
    private const string CardKey = "card";

    private static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web);

    /// <summary>Initializes a network with new weights.</summary>
    /// <param name="config">The blueprint; its inputs and outputs become the 88 keys.</param>
    /// <param name="seed">Where the weights come from.</param>
    public FrameModel(SequenceConfig config, ulong seed)
    {
        config.Inputs = PianoRoll.Keys;
        config.Outputs = PianoRoll.Keys;
        Parameters = new ParameterSet(seed);
        Network = SequenceNetwork.Create(config, Parameters);
    }

    /// <summary>Reads a network from a file.</summary>
    /// <exception cref="ModelFormatException">The file is not such a network, or is damaged.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public static FrameModel Load(string path)
    {
        var checkpoint = Checkpoint.Load(path);
        try
        {
            var text = checkpoint.Metadata.TryGetValue(ConfigKey, out var found) ? found : "null";
            var described = JsonSerializer.Deserialize<FrameConfig>(text, json);
            if (described is not { Codec: Codec, Network: { } config })
            {
                throw new ModelFormatException($"Its '{ConfigKey}' has no codec \"{Codec}\" with a network.");
            }

            Check(config, checkpoint);
            var model = new FrameModel(config, seed: 0);
            checkpoint.ReadInto(model.Parameters);
            return model;
        }
        catch (Exception error) when (error is ModelFormatException or JsonException or ArgumentException)
        {
            throw new ModelFormatException(
                $"A network of the piano-roll benchmark was expected, but '{path}' is none: {error.Message}",
                error);
        }
    }

    /// <summary>Writes the network in the format of models.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="card">What it was trained on and how it scores.</param>
    public void Write(Stream stream, FrameCard card)
    {
        var checkpoint = new Checkpoint();
        var described = new FrameConfig(Codec, Network.Config);
        checkpoint.Metadata[ConfigKey] = JsonSerializer.Serialize(described, json);
        checkpoint.Metadata[CardKey] = JsonSerializer.Serialize(card, json);
        checkpoint.Add(Parameters);
        checkpoint.Write(stream);
    }

    /// <inheritdoc cref="FrameBaseline.Score"/>
    public double Score(IReadOnlyList<PianoRoll> songs)
    {
        // Longest first, so that the rows of a batch end at about the same time.
        var order = songs.Where(song => song.Predicted > 0).OrderByDescending(song => song.Length).ToArray();
        var total = order.Chunk(ScoringRows).Sum(Loss);
        return total / order.Sum(song => (double)song.Predicted);
    }

    /// <summary>Requires that the matrices are in the file before memory is taken for them.</summary>
    private static void Check(SequenceConfig config, Checkpoint checkpoint)
    {
        if (config.Layers > SequenceConfig.MostLayers)
        {
            throw new ModelFormatException(
                $"It must have {SequenceConfig.MostLayers} layers or fewer, but has {config.Layers}.");
        }

        for (var layer = 0; layer < config.Layers; layer++)
        {
            var shape = checkpoint[$"layers.{layer}.weight_hh"].Shape;
            if (shape.Count != 2 || shape[1] != config.Size || shape[0] < config.Size)
            {
                throw new ModelFormatException($"Layer {layer} is not of {config.Size} units.");
            }
        }
    }

    private double Loss(PianoRoll[] songs)
    {
        var backend = new CpuBackend();
        var state = Network.NewState(backend, songs.Length);
        var frames = new float[songs.Length * PianoRoll.Keys];
        var logits = new double[PianoRoll.Keys];
        var loss = 0.0;
        for (var t = 0; t < songs[0].Predicted; t++)
        {
            backend.NextStep();
            for (var row = 0; row < songs.Length && t < songs[row].Predicted; row++)
            {
                songs[row].CopyTo(t, frames.AsSpan(row * PianoRoll.Keys));
            }

            var scores = Network.Step(backend.From(frames, songs.Length, PianoRoll.Keys), state);
            for (var row = 0; row < songs.Length && t < songs[row].Predicted; row++)
            {
                var values = scores.Row(row);
                for (var key = 0; key < logits.Length; key++)
                {
                    logits[key] = values[key];
                }

                loss += FrameBaseline.Loss(logits, songs[row][t + 1]);
            }
        }

        return loss;
    }

    /// <summary>The weights.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>The network.</summary>
    public SequenceNetwork Network { get; }

    /// <summary>What the text "config" of a file holds.</summary>
    private sealed record FrameConfig(string? Codec, SequenceConfig? Network);
}
