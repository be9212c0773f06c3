namespace RnnGen.Training;

/// <summary>
/// Represents pieces of music as tokens of a codec, each variation transposed and stretched by chance.
/// </summary>
public sealed class MusicCorpus : TokenCorpus
{
    private const int HighestPitch = 127;

    private readonly NoteCodec codec;
    private readonly IReadOnlyList<MusicPiece> pieces;
    private readonly int transpose;
    private readonly double stretch;
    private readonly PitchReward? reward;

    /// <summary>Initializes a corpus.</summary>
    /// <param name="codec">Writes pieces as tokens.</param>
    /// <param name="pieces">The pieces.</param>
    /// <param name="transpose">The semitones by which a variation is transposed, at most.</param>
    /// <param name="stretch">The share by which a variation is stretched or shortened, at most.</param>
    public MusicCorpus(
        NoteCodec codec, IReadOnlyList<MusicPiece> pieces, int transpose = 0, double stretch = 0)
        : this(codec, pieces, transpose, stretch, null)
    {
    }

    internal MusicCorpus(
        NoteCodec codec, IReadOnlyList<MusicPiece> pieces, int transpose, double stretch, PitchReward? reward)
    {
        this.reward = reward;
        this.codec = codec;
        this.pieces = pieces;
        this.transpose = transpose;
        this.stretch = stretch;
    }

    /// <inheritdoc/>
    public override int[] Read(int index, Rng? variation)
    {
        var notes = pieces[index].Notes;
        if (variation is null)
        {
            return codec.Encode(notes);
        }

        var semitones = variation.Below(2 * transpose + 1) - transpose;
        var factor = 1 + (2 * variation.Uniform() - 1) * stretch;
        var varied = notes.Transpose(Within(notes, semitones)).Stretch(factor);
        return codec.Encode(reward is null ? varied : reward.Draw(varied, variation));
    }

    /// <inheritdoc/>
    public override (int First, int Count) AlternativesOf(int token) => codec.AlternativesOf(token);

    /// <summary>Limits a transposition, so that no note is lost.</summary>
    private static int Within(NoteSequence notes, int semitones)
    {
        var (lowest, highest) = (HighestPitch, 0);
        foreach (var note in notes.Notes)
        {
            if (!note.IsDrum)
            {
                lowest = Math.Min(lowest, note.Pitch);
                highest = Math.Max(highest, note.Pitch);
            }
        }

        return lowest > highest ? 0 : Math.Clamp(semitones, -lowest, HighestPitch - highest);
    }

    /// <inheritdoc/>
    public override int Count => pieces.Count;

    /// <inheritdoc/>
    public override int TokenCount => codec.TokenCount;

    /// <inheritdoc/>
    public override int StartToken => codec.StartToken;
}
