namespace RnnGen.Training;

/// <summary>
/// Defines the symbols by which passages are compared, whatever their key: the interval and the time from
/// each note of a part to the next, in the order of start, then pitch.
/// </summary>
internal static class NoteMove
{
    /// <summary>How many moves make a passage that is worth comparing.</summary>
    public const int GramLength = 8;

    /// <summary>
    /// Gets the moves of each part of a piece: interval + 128 in the low byte, steps above it.
    /// </summary>
    public static IEnumerable<int[]> Streams(GridPiece piece)
    {
        return piece.Parts.Select(part => part.Zip(part.Skip(1), Symbol).ToArray());
    }

    private static int Symbol(GridNote from, GridNote to)
    {
        return ((to.Start - from.Start) << 8) | (to.Pitch - from.Pitch + 128);
    }
}
