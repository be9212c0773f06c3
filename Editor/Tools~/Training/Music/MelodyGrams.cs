namespace RnnGen.Training;

/// <summary>
/// Makes grams of music by which arrangements, transpositions and variants of a tune are nearly the same: 8 intervals
/// between the highest notes of successive onsets. Drums have none.
/// </summary>
internal static class MelodyGrams
{
    private const int Length = 8;

    /// <summary>Gets the grams of a piece.</summary>
    public static HashSet<ulong> Of(NoteSequence notes)
    {
        var top = notes.Notes.Where(note => !note.IsDrum)
            .GroupBy(note => note.Start)
            .Select(onset => onset.Max(note => note.Pitch))
            .ToArray();
        var grams = new HashSet<ulong>();
        for (var i = Length; i < top.Length; i++)
        {
            var gram = 0UL;
            for (var k = i - Length + 1; k <= i; k++)
            {
                gram = (gram << 8) | (byte)(top[k] - top[k - 1]);
            }

            if (gram != 0)
            {
                grams.Add(gram);
            }
        }

        return grams;
    }
}
