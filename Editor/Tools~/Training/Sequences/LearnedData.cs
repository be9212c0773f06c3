namespace RnnGen.Training;

/// <summary>What a card tells of the data that a model learns from.</summary>
/// <param name="Split">How the pieces were split, in a few words.</param>
/// <param name="TrainingPieces">The number of pieces to learn from.</param>
/// <param name="ValidationPieces">The number of pieces to validate with.</param>
/// <param name="Digest">What tells the data apart.</param>
/// <param name="Options">What else a command says of the data, as " --valid DIR", or nothing.</param>
internal sealed record LearnedData(
    string Split, int TrainingPieces, int ValidationPieces, CorpusDigest Digest, string Options = "");
