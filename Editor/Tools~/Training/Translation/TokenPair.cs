namespace RnnGen.Training;

/// <summary>Represents a sequence and what is to be made of it, as tokens.</summary>
/// <param name="Source">What is read.</param>
/// <param name="Target">What is to be said, without <see cref="PairLearning.EndToken"/>.</param>
internal sealed record TokenPair(int[] Source, int[] Target);
