namespace RnnGen.Training;

/// <summary>What a music model is worth, beside what it must be compared with.</summary>
/// <remarks>Numbers that do not exist, such as the interval of a piece without notes, are null.</remarks>
/// <param name="Codec">The codec of the model.</param>
/// <param name="Split">Which pieces the model was measured on: "valid" or "train".</param>
/// <param name="Pieces">Their number.</param>
/// <param name="Tokens">Their tokens.</param>
/// <param name="Notes">Their notes.</param>
/// <param name="Model">How well the model expects them.</param>
/// <param name="Markov">How well Markov chains of orders 0 to 4 do, which know the training pieces.</param>
/// <param name="Samples">The number of pieces that the model composed; seeds count up from Seed.</param>
/// <param name="Seed">The seed of the first.</param>
/// <param name="Bars">The bars of each, and of the windows of human pieces beside them.</param>
/// <param name="Metrics">The metrics of all these.</param>
/// <param name="Overlap">The mean overlap areas of the metrics that tell.</param>
/// <param name="Copies">How much is copied from the training pieces.</param>
/// <param name="Lints">Events that break the rules, in what the model composed.</param>
public sealed record MusicReport(
    string Codec,
    string Split,
    int Pieces,
    long Tokens,
    long Notes,
    LikelihoodReport Model,
    IReadOnlyList<LikelihoodReport> Markov,
    int Samples,
    ulong Seed,
    int Bars,
    IReadOnlyList<MetricReport> Metrics,
    OverlapReport Overlap,
    CopyReport Copies,
    LintReport Lints);

/// <summary>The negative log likelihood of pieces, in nats.</summary>
/// <param name="Name">Whose expectation it is.</param>
/// <param name="PerToken">Divided by the number of tokens.</param>
/// <param name="PerNote">Divided by the number of notes, which compares codecs too.</param>
public sealed record LikelihoodReport(string Name, double PerToken, double PerNote);

/// <summary>One metric of four sets of pieces.</summary>
/// <param name="Name">The metric.</param>
/// <param name="Tells">Whether it tells music from shuffled notes, and so counts in the mean.</param>
/// <param name="Generated">
/// What the model composed; null, as the next three, for a metric that is a vector, and if no piece has a value.
/// </param>
/// <param name="Human">Windows of the pieces that the model was measured on.</param>
/// <param name="OtherHuman">Windows of the other pieces of the data: as near as can be, the ceiling.</param>
/// <param name="Shuffled">The human windows with their pitches shuffled: the floor.</param>
/// <param name="Overlap">The overlap areas of each set with the human one.</param>
public sealed record MetricReport(
    string Name,
    bool Tells,
    ValueReport? Generated,
    ValueReport? Human,
    ValueReport? OtherHuman,
    ValueReport? Shuffled,
    OverlapReport Overlap);

/// <summary>A metric over a set of pieces.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">The standard deviation.</param>
/// <param name="Low">The mean is above this with a confidence of 97.5 %.</param>
/// <param name="High">The mean is below this with a confidence of 97.5 %.</param>
/// <param name="Count">The pieces that have a value.</param>
public sealed record ValueReport(double? Mean, double Deviation, double? Low, double? High, int Count);

/// <summary>Overlap areas with the human set, in [0, 1].</summary>
/// <param name="Generated">Of what the model composed.</param>
/// <param name="OtherHuman">Of other human pieces, the ceiling.</param>
/// <param name="Shuffled">Of shuffled human pieces, the floor.</param>
public sealed record OverlapReport(double? Generated, double? OtherHuman, double? Shuffled);

/// <summary>How much of pieces is copied from the training pieces, in any key.</summary>
/// <param name="GeneratedShare">The share of the passages of eight moves of what the model composed.</param>
/// <param name="GeneratedRun">The longest copied passage of what the model composed, in moves.</param>
/// <param name="HumanShare">The share in the human windows: what is copied by tradition.</param>
/// <param name="HumanRun">The longest copied passage in the human windows.</param>
public sealed record CopyReport(double? GeneratedShare, int GeneratedRun, double? HumanShare, int HumanRun);

/// <summary>Events that break the rules, over all that the model composed.</summary>
/// <param name="Notes">All notes.</param>
/// <param name="Stuck">Notes of more than 32 quarter notes.</param>
/// <param name="ZeroLength">Notes that end when they begin.</param>
/// <param name="Overlaps">Notes that begin while their key sounds.</param>
/// <param name="Orphans">Ends of notes that had not begun.</param>
/// <param name="OutOfOrder">Events before the one that they follow.</param>
public sealed record LintReport(
    int Notes, int Stuck, int ZeroLength, int Overlaps, int Orphans, int OutOfOrder);
