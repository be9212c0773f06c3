namespace RnnGen.Training;

/// <summary>Represents pieces of music, text or anything else that can be had as rows of tokens.</summary>
public abstract class TokenCorpus
{
    /// <summary>Gets a piece as tokens.</summary>
    /// <param name="index">The piece, 0 or more, below <see cref="Count"/>.</param>
    /// <param name="variation">
    /// Chooses among the variations of a piece that serve training; null gives the piece as it is.
    /// </param>
    public abstract int[] Read(int index, Rng? variation);

    /// <summary>Gets the tokens that may stand in the place of a token: the first, and their number.</summary>
    /// <remarks>All, unless a corpus has tokens that hold a piece together, as bars.</remarks>
    public virtual (int First, int Count) AlternativesOf(int token) => (0, TokenCount);

    /// <summary>Gets the number of pieces.</summary>
    public abstract int Count { get; }

    /// <summary>Gets the number of different tokens.</summary>
    public abstract int TokenCount { get; }

    /// <summary>Gets the token that a network hears before the first of a piece.</summary>
    public abstract int StartToken { get; }
}
