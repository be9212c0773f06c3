using System.Text.Json;
using System.Text.Json.Serialization;

namespace RnnGen.Training;

/// <summary>
/// The settings of a training that learns to draw. The defaults are the preset "standard"; a file of settings
/// is JSON and holds those that differ.
/// </summary>
public sealed record ImageConfig : ILearningConfig
{
    /// <summary>What a pixel is: see <see cref="DrawConfig.Output"/>.</summary>
    public string Output { get; init; } = "binary";

    /// <summary>Colours of the output "palette", of which one is for transparent pixels if there are any.</summary>
    public int Colours { get; init; } = 16;

    /// <summary>
    /// Pixels to which the longer side of pictures is brought, 0 to take them as they are. Networks of more than 64
    /// take long to learn.
    /// </summary>
    public int Side { get; init; }

    /// <summary>Steps in which a picture is drawn.</summary>
    public int Glimpses { get; init; } = 16;

    /// <summary>Units of the decoder.</summary>
    public int Size { get; init; } = 256;

    /// <summary>
    /// Units of the encoder, which take no time when pictures are painted by chance alone; 0 for as many as the decoder
    /// has. A model to begin with keeps its own or gets more, and paints at first as before.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Encoder { get; init; }

    /// <summary>Latent values of each glimpse.</summary>
    public int Latent { get; init; } = 64;

    /// <summary>
    /// Filters along each side of what is read, 0 for the whole picture. Of a model to begin with it must be its own
    /// number, or an even number more: half of those are put on each side, and it paints at first as before.
    /// </summary>
    public int Read { get; init; } = 5;

    /// <summary>Filters along each side of what is written, 0 for the whole picture.</summary>
    public int Write { get; init; } = 5;

    /// <summary>Whether the prior of a glimpse depends on what was drawn before.</summary>
    public bool LearnedPrior { get; init; } = true;

    /// <summary>
    /// Whether the decoder sees the canvas. A model to begin with begins to see it, and paints at first as before.
    /// </summary>
    public bool CanvasFeedback { get; init; }

    /// <summary>
    /// Whether pictures are tiles, which meet without a seam: attention goes on at the other side, and pictures are
    /// learned from any place on, each time anew.
    /// </summary>
    public bool Wraps { get; init; }

    /// <summary>Whether the classes of pictures, if they have any, can be asked for.</summary>
    public bool Classes { get; init; } = true;

    /// <summary>The share of pictures that are learned without their class, so that none can be asked for.</summary>
    public double ClassDropout { get; init; } = 0.1;

    /// <summary>The share of pictures that are mirrored, left to right, each time anew.</summary>
    public double Mirror { get; init; }

    /// <summary>
    /// Pixels by which pictures are moved, at most, each time anew; 0 for tiles, which begin at any pixel.
    /// </summary>
    public int Shift { get; init; }

    /// <summary>
    /// The share of pictures whose red, green and blue are put in any order, each time anew; one in six orders is their
    /// own. A palette then holds colours for all of them.
    /// </summary>
    public double Recolour { get; init; }

    /// <summary>
    /// Segments of glimpses in which a picture is learned: each is computed twice, in a fraction of the memory, and
    /// what is learned is the same. 1 for the whole at once. Native backend only; others compute the whole.
    /// </summary>
    public int Segments { get; init; } = 1;

    /// <inheritdoc/>
    public int Batch { get; init; } = 100;

    /// <inheritdoc/>
    public string Optimiser { get; init; } = "adam";

    /// <inheritdoc/>
    public double Momentum { get; init; } = 0.9;

    /// <inheritdoc/>
    public double WeightDecay { get; init; } = 0.01;

    /// <inheritdoc/>
    public double Rate { get; init; } = 1e-3;

    /// <inheritdoc/>
    public int WarmUp { get; init; } = 200;

    /// <inheritdoc/>
    public string Schedule { get; init; } = "plateau";

    /// <inheritdoc/>
    public int Steps { get; init; }

    /// <inheritdoc/>
    public double Clip { get; init; } = 10;

    /// <inheritdoc/>
    public string ClipBy { get; init; } = "norm";

    /// <inheritdoc/>
    public int ValidateEvery { get; init; } = 500;

    /// <inheritdoc/>
    public int Patience { get; init; } = 3;

    /// <inheritdoc/>
    public int StopAfter { get; init; } = 10;

    /// <inheritdoc/>
    public int Epochs { get; init; } = 1000;

    /// <summary>The share of pictures kept apart for validation, if the data has none.</summary>
    public double ValidShare { get; init; } = 0.1;

    /// <summary>Gets the settings of a preset.</summary>
    /// <param name="name">
    /// One of <see cref="Presets"/>: "quick" learns in minutes, "standard" in an hour, "paper" is the network of
    /// Gregor et al. (2015), which takes half a day.
    /// </param>
    public static ImageConfig Preset(string name) => name switch
    {
        "quick" => new() { Glimpses = 8, Size = 128, Latent = 32, Rate = 2e-3 },
        "standard" => new(),
        "paper" => new() { Glimpses = 64, Latent = 100, Read = 2, LearnedPrior = false },
        _ => throw new ArgumentException($"A preset must be {string.Join(", ", Presets)}, but was '{name}'."),
    };

    /// <summary>Reads settings from JSON; those that are absent stay as they are here.</summary>
    /// <exception cref="JsonException">The text is not JSON, or has a setting that does not exist.</exception>
    /// <exception cref="ArgumentException">A setting is out of its range: the message says which.</exception>
    public ImageConfig With(string text)
    {
        var config = SettingsText.Merge(this, text);
        config.Check();
        return config;
    }

    /// <summary>Writes the settings as one line of JSON.</summary>
    public override string ToString() => SettingsText.Write(this);

    private void Check()
    {
        LearningSettings.CheckDrawing(Output, Colours, Side, Glimpses, Size, Latent, Read, Write);
        LearningSettings.Require(
            Encoder is >= 0 and <= Parameter.MostUnits, "encoder", $"from 0 to {Parameter.MostUnits}", Encoder);
        LearningSettings.Require(Write > 0 || !Wraps, "write", "above 0 for tiles (\"wraps\")", Write);
        LearningSettings.RequireCount("segments", Segments);
        LearningSettings.Require(ClassDropout is >= 0 and < 1, "classDropout", "at least 0 and below 1", ClassDropout);
        LearningSettings.Require(Mirror is >= 0 and <= 1, "mirror", "from 0 to 1", Mirror);
        LearningSettings.Require(Shift is >= 0 and <= 16, "shift", "from 0 to 16", Shift);
        LearningSettings.Require(Recolour is >= 0 and <= 1, "recolour", "from 0 to 1", Recolour);
        LearningSettings.Require(ValidShare is > 0 and < 1, "validShare", "above 0 and below 1", ValidShare);
        LearningSettings.Check(this);
    }

    /// <summary>Gets the names of the presets.</summary>
    public static IReadOnlyList<string> Presets { get; } = ["quick", "standard", "paper"];
}
