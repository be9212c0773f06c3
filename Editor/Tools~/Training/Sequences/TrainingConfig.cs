using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RnnGen.Training;

/// <summary>
/// The settings of a training, with their defaults. A file of them is JSON and holds those that differ.
/// </summary>
public sealed record TrainingConfig : ILearningConfig
{
    // What version 0.1.0 did not write: the line of its settings must stay the same (see ToString).
    private static readonly string[] later =
    [
        "optimiser", "momentum", "weightDecay", "schedule", "steps", "clipBy", "rare", "objective", "truthDecay",
        "truthSteps", "truthLeast", "feedback", "reward", "rewardTemperature", "criticSize", "criticRate",
        "criticWeight", "criticAfter", "stride",
    ];

    private static readonly string[] objectives =
        ["likelihood", "scheduled-sampling", "raml", "professor-forcing"];

    private static readonly string[] rewards = ["hamming", "edit", "pitch"];

    private static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutLaterDefaults } },
    };

    /// <summary>
    /// How music is written as tokens: "performance" (time in 10 ms) or "score" (beats and bars). Text has
    /// "text", whatever is set, and music must not.
    /// </summary>
    public string Codec { get; init; } = "performance";

    /// <summary>The kind of cell: one of <see cref="SequenceConfig.Cells"/>.</summary>
    public string Cell { get; init; } = "lstm";

    /// <summary>Units in each layer. 2 x 256 plays in 40 µs a token and fits in 5 MB.</summary>
    public int Size { get; init; } = 256;

    /// <summary>Layers.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>
    /// The share of values dropped between layers. More, if validation rises while training falls.
    /// </summary>
    public float Dropout { get; init; } = 0.2f;

    /// <summary>Streams that are read side by side.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Steps through which gradients flow; the state is carried on beyond them.</summary>
    public int Window { get; init; } = 128;

    /// <summary>
    /// Steps from one window to the next: fewer than a window, and gradients flow further back than there are
    /// new targets, at the price of hearing steps again. 0 stands for a whole window.
    /// </summary>
    public int Stride { get; init; }

    /// <summary>
    /// What moves the weights: "adam", "adamw" (with weight decay), "muon" (fewer, longer steps), "rmsprop" or "sgd".
    /// The default rate suits all but "sgd", which wants some hundred times as much, and was not tried with "muon".
    /// </summary>
    public string Optimiser { get; init; } = "adam";

    /// <summary>The momentum of "sgd" and "rmsprop"; Adam and Muon have their own.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>The share, times the rate, by which "adamw" and "muon" shrink matrices at each step.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>The learning rate, after the warm-up.</summary>
    public double Rate { get; init; } = 2e-3;

    /// <summary>Steps over which the rate rises from 0.</summary>
    public int WarmUp { get; init; } = 100;

    /// <summary>
    /// What the rate does then: "plateau" halves it when validations no longer improve, "cosine" lets it fall
    /// to 1 % over the steps, "constant" leaves it.
    /// </summary>
    public string Schedule { get; init; } = "plateau";

    /// <summary>
    /// Steps after which training ends, at most; 0 sets no end. The schedule "cosine" needs one.
    /// </summary>
    public int Steps { get; init; }

    /// <summary>The norm or value to which gradients are clipped.</summary>
    public double Clip { get; init; } = 5;

    /// <summary>
    /// What is clipped: the "norm" of all gradients, that of each "parameter", or each "value".
    /// </summary>
    public string ClipBy { get; init; } = "norm";

    /// <summary>Steps between two validations.</summary>
    public int ValidateEvery { get; init; } = 250;

    /// <summary>Validations without a new best after which "plateau" halves the rate.</summary>
    public int Patience { get; init; } = 3;

    /// <summary>Validations without a new best after which training ends.</summary>
    public int StopAfter { get; init; } = 10;

    /// <summary>Times that all pieces are heard, at most.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>
    /// What is optimised: "likelihood", the truth being heard; "scheduled-sampling", some of it being what the
    /// network says itself; "raml", sequences around the truth, by their reward; "professor-forcing", with a
    /// critic that tells a network that hears itself.
    /// </summary>
    public string Objective { get; init; } = "likelihood";

    /// <summary>
    /// How the share of truth falls in scheduled sampling: "linear", "exponential" or "inverse-sigmoid".
    /// </summary>
    public string TruthDecay { get; init; } = "inverse-sigmoid";

    /// <summary>
    /// The steps k of that: linear 1 - i / k, exponential e^(-i / k), inverse sigmoid k / (k + e^(i / k)).
    /// </summary>
    public int TruthSteps { get; init; } = 1000;

    /// <summary>The least share of truth, in [0, 1].</summary>
    public double TruthLeast { get; init; } = 0.5;

    /// <summary>
    /// What a network hears of itself: a token that is drawn ("sample"), or the likeliest ("argmax").
    /// </summary>
    public string Feedback { get; init; } = "sample";

    /// <summary>
    /// What "raml" rewards: few tokens replaced by others of their kind ("hamming"), few replaced, inserted and left
    /// out ("edit"), bars and time staying as they are, or, in music, few notes replaced by others of the same octave
    /// and scale ("pitch").
    /// </summary>
    public string Reward { get; init; } = "hamming";

    /// <summary>The temperature τ of the reward: near 0 all is as in "likelihood"; 1 replaces 27 %.</summary>
    public double RewardTemperature { get; init; } = 0.85;

    /// <summary>Units of the critic of "professor-forcing".</summary>
    public int CriticSize { get; init; } = 64;

    /// <summary>The learning rate of the critic.</summary>
    public double CriticRate { get; init; } = 1e-3;

    /// <summary>How much a network heeds the critic; 0 not at all.</summary>
    public double CriticWeight { get; init; } = 1;

    /// <summary>Steps by likelihood alone, while the critic learns to tell, before a network heeds it.</summary>
    public int CriticAfter { get; init; }

    /// <summary>Semitones by which pieces are transposed, at most, each time anew; drums are not.</summary>
    public int Transpose { get; init; } = 3;

    /// <summary>The share by which pieces are stretched or shortened in time, at most.</summary>
    public double Stretch { get; init; } = 0.05;

    /// <summary>
    /// Characters of text that are seen no more often than this are not in the alphabet of a model.
    /// </summary>
    public int Rare { get; init; } = 2;

    /// <summary>The share of pieces kept apart for validation, if the data has no folder 'valid'.</summary>
    public double ValidShare { get; init; } = 0.1;

    /// <summary>Reads settings from JSON; those that are absent keep their defaults.</summary>
    /// <exception cref="JsonException">
    /// The text is not JSON, or has a setting that does not exist.
    /// </exception>
    /// <exception cref="ArgumentException">A setting is out of its range: the message says which.</exception>
    public static TrainingConfig Parse(string text)
    {
        return SettingsText.Merge(new TrainingConfig(), text).Check();
    }

    /// <summary>Requires that all settings are in their ranges, and go together.</summary>
    /// <returns>The settings themselves.</returns>
    /// <exception cref="ArgumentException">One is not: the message says which.</exception>
    public TrainingConfig Check()
    {
        var isCell = SequenceConfig.Cells.Contains(Cell);
        LearningSettings.Require(isCell, "cell", string.Join(", ", SequenceConfig.Cells), Cell);
        var isCodec = Codec is "performance" or "score" or "text";
        LearningSettings.Require(isCodec, "codec", "performance, score or text", Codec);
        LearningSettings.RequireUnits("size", Size);
        const int MostLayers = SequenceConfig.MostLayers;
        LearningSettings.Require(Layers is >= 1 and <= MostLayers, "layers", $"from 1 to {MostLayers}", Layers);
        LearningSettings.RequireCount("window", Window);
        LearningSettings.Require(Dropout is >= 0 and < 1, "dropout", "at least 0 and below 1", Dropout);
        LearningSettings.Check(this);
        CheckObjective();
        LearningSettings.Require(Transpose is >= 0 and <= 12, "transpose", "from 0 to 12", Transpose);
        LearningSettings.Require(Stride >= 0 && Stride <= Window, "stride", "from 0 to the window", Stride);
        LearningSettings.Require(Rare is >= 0 and <= 100_000, "rare", "from 0 to 100000", Rare);
        LearningSettings.Require(Stretch is >= 0 and <= 0.5, "stretch", "from 0 to 0.5", Stretch);
        LearningSettings.Require(ValidShare is > 0 and < 1, "validShare", "above 0 and below 1", ValidShare);
        return this;
    }

    /// <summary>Gets what can be optimised, one setting each: the objectives, "raml" with every reward.</summary>
    internal static IEnumerable<TrainingConfig> OfEveryObjective => objectives.SelectMany(objective =>
        (objective == "raml" ? rewards : rewards[..1]).Select(reward =>
            new TrainingConfig { Objective = objective, Reward = reward }));

    /// <summary>Writes the settings as one line of JSON.</summary>
    /// <remarks>
    /// Of the settings that were added later, those that differ from the defaults: a training that was saved
    /// before they existed has the same line.
    /// </remarks>
    public override string ToString() => JsonSerializer.Serialize(this, json);

    private static void LeaveOutLaterDefaults(JsonTypeInfo type)
    {
        var defaults = new TrainingConfig();
        foreach (var property in type.Properties.Where(property => later.Contains(property.Name)))
        {
            var usual = property.Get!(defaults);
            property.ShouldSerialize = (_, value) => !Equals(value, usual);
        }
    }

    private void CheckObjective()
    {
        LearningSettings.Require(
            objectives.Contains(Objective), "objective", "likelihood, scheduled-sampling, raml or professor-forcing",
            Objective);
        var isDecay = TruthDecay is "linear" or "exponential" or "inverse-sigmoid";
        LearningSettings.Require(isDecay, "truthDecay", "linear, exponential or inverse-sigmoid", TruthDecay);
        LearningSettings.Require(
            TruthSteps is >= 1 and <= 100_000_000, "truthSteps", "from 1 to 100000000", TruthSteps);
        LearningSettings.Require(TruthLeast is >= 0 and <= 1, "truthLeast", "from 0 to 1", TruthLeast);
        LearningSettings.Require(Feedback is "sample" or "argmax", "feedback", "sample or argmax", Feedback);
        LearningSettings.Require(rewards.Contains(Reward), "reward", "hamming, edit or pitch", Reward);
        LearningSettings.Require(
            RewardTemperature is > 0 and <= 100, "rewardTemperature", "above 0 and at most 100", RewardTemperature);
        LearningSettings.RequireUnits("criticSize", CriticSize);
        LearningSettings.Require(CriticRate is > 0 and <= 1, "criticRate", "above 0 and at most 1", CriticRate);
        LearningSettings.Require(CriticWeight is >= 0 and <= 1000, "criticWeight", "from 0 to 1000", CriticWeight);
        LearningSettings.Require(
            CriticAfter is >= 0 and <= 100_000_000, "criticAfter", "from 0 to 100000000", CriticAfter);
    }
}
