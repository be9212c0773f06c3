using System.Text.Json;

namespace RnnGen.Training;

/// <summary>
/// The settings of a training that learns to draw frame after frame. A file of settings is JSON and holds those that
/// differ.
/// </summary>
public sealed record VideoSettings : ILearningConfig
{
    /// <summary>The most shapes that can fly in a clip.</summary>
    public const int MostTogether = 16;

    /// <summary>What a pixel is: see <see cref="DrawConfig.Output"/>.</summary>
    public string Output { get; init; } = "binary";

    /// <summary>Colours of the output "palette", of which one is for transparent pixels if there are any.</summary>
    public int Colours { get; init; } = 16;

    /// <summary>
    /// Pixels of a frame each way, to which frames are brought; 0 to take them as they are. Shapes fly in a frame of
    /// this side, at least 16.
    /// </summary>
    public int Side { get; init; } = 32;

    /// <summary>Frames of a clip that is learned.</summary>
    public int Frames { get; init; } = 20;

    /// <summary>Shapes that fly in a clip, if the data are shapes.</summary>
    public int Together { get; init; } = 1;

    /// <summary>The most pixels that a shape flies from frame to frame, along each axis.</summary>
    public int Fastest { get; init; } = 3;

    /// <summary>Units of the LSTM from frame to frame; 0 for none: each frame is drawn as if it were first.</summary>
    public int Time { get; init; } = 256;

    /// <summary>Whether the canvas moves between frames.</summary>
    public bool Moves { get; init; } = true;

    /// <summary>Steps in which a frame is drawn.</summary>
    public int Glimpses { get; init; } = 4;

    /// <summary>Units of the encoder, and of the decoder.</summary>
    public int Size { get; init; } = 192;

    /// <summary>Latent values of each glimpse.</summary>
    public int Latent { get; init; } = 24;

    /// <summary>Filters along each side of what is read, 0 for the whole frame.</summary>
    public int Read { get; init; } = 8;

    /// <summary>Filters along each side of what is written, 0 for the whole frame.</summary>
    public int Write { get; init; } = 8;

    /// <summary>Whether the prior of a glimpse depends on what was drawn before, and on time.</summary>
    public bool LearnedPrior { get; init; } = true;

    /// <summary>Whether the decoder sees the canvas through its glimpse, and time the whole canvas.</summary>
    public bool CanvasFeedback { get; init; } = true;

    /// <summary>Whether the classes of videos, if they have any, can be asked for.</summary>
    public bool Classes { get; init; } = true;

    /// <summary>The share of clips that are learned without their class, so that none can be asked for.</summary>
    public double ClassDropout { get; init; } = 0.1;

    /// <inheritdoc/>
    public int Batch { get; init; } = 40;

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

    /// <summary>The share of videos or shapes kept apart for validation, if the data has none.</summary>
    public double ValidShare { get; init; } = 0.1;

    /// <summary>Clips that are validated with, at most.</summary>
    public int ValidClips { get; init; } = 500;

    /// <summary>Reads settings from JSON; those that are absent stay as they are here.</summary>
    /// <exception cref="JsonException">The text is not JSON, or has a setting that does not exist.</exception>
    /// <exception cref="ArgumentException">A setting is out of its range: the message says which.</exception>
    public VideoSettings With(string text)
    {
        var settings = SettingsText.Merge(this, text);
        settings.Check();
        return settings;
    }

    /// <summary>Gets the blueprint of a network.</summary>
    /// <param name="frame">The size of frames, what a pixel is, and the classes.</param>
    internal VideoConfig ConfigOf(DrawConfig frame)
    {
        frame.Steps = Glimpses;
        frame.Size = Size;
        frame.Latent = Latent;
        frame.Read = Read;
        frame.Write = Write;
        frame.LearnedPrior = LearnedPrior;
        frame.CanvasFeedback = CanvasFeedback;
        return new VideoConfig { Frame = frame, Time = Time, Moves = Moves };
    }

    /// <summary>Writes the settings as one line of JSON.</summary>
    public override string ToString() => SettingsText.Write(this);

    private void Check()
    {
        LearningSettings.CheckDrawing(Output, Colours, Side, Glimpses, Size, Latent, Read, Write);
        const int MostUnits = Parameter.MostUnits;
        LearningSettings.Require(Time is >= 0 and <= MostUnits, "time", $"from 0 to {MostUnits}", Time);
        LearningSettings.Require(Time > 0 || !Moves, "time", "above 0 unless \"moves\" is false", Time);
        LearningSettings.Require(Frames is >= 1 and <= 1000, "frames", "from 1 to 1000", Frames);
        LearningSettings.Require(
            Together is >= 1 and <= MostTogether, "together", $"from 1 to {MostTogether}", Together);
        LearningSettings.Require(Fastest is >= 1 and <= 64, "fastest", "from 1 to 64", Fastest);
        LearningSettings.Require(ClassDropout is >= 0 and < 1, "classDropout", "at least 0 and below 1", ClassDropout);
        LearningSettings.Require(ValidShare is > 0 and < 1, "validShare", "above 0 and below 1", ValidShare);
        LearningSettings.RequireCount("validClips", ValidClips);
        LearningSettings.Check(this);
    }
}
