namespace RnnGen.Training;

/// <summary>
/// Finds pieces that are nearly the same music under two names: arrangements, transpositions, variants of a
/// tune.
/// </summary>
/// <remarks>
/// Two pieces count as one if the shorter shares half of its 8-grams with the other. A gram is 8 intervals
/// between the highest notes of successive onsets; drums have no intervals and are not compared.
/// </remarks>
public static class NearDuplicates
{
    private const int Length = 8;
    private const int FewestGrams = 16;
    private const double Limit = 0.5;

    /// <summary>Moves pieces for validation that nearly repeat one for training to training.</summary>
    /// <param name="pieces">All pieces.</param>
    /// <param name="isValid">Which are for validation; set to false where a piece is moved.</param>
    /// <returns>The number of pieces moved.</returns>
    public static int Gather(IReadOnlyList<MusicPiece> pieces, IList<bool> isValid)
    {
        var grams = pieces.Select(piece => GramsOf(piece.Notes)).ToArray();
        var holders = new Dictionary<ulong, List<int>>();
        for (var i = 0; i < grams.Length; i++)
        {
            foreach (var gram in grams[i])
            {
                if (!holders.TryGetValue(gram, out var list))
                {
                    holders.Add(gram, list = []);
                }

                list.Add(i);
            }
        }

        // What is moved may itself be nearly repeated by another that was not.
        var waiting = new Queue<int>(Enumerable.Range(0, grams.Length).Where(i => !isValid[i]));
        var moved = 0;
        while (waiting.TryDequeue(out var piece))
        {
            foreach (var other in Repetitions(piece, grams, holders))
            {
                if (isValid[other])
                {
                    isValid[other] = false;
                    waiting.Enqueue(other);
                    moved++;
                }
            }
        }

        return moved;
    }

    private static IEnumerable<int> Repetitions(
        int piece, HashSet<ulong>[] grams, Dictionary<ulong, List<int>> holders)
    {
        var shared = new int[grams.Length];
        foreach (var gram in grams[piece])
        {
            foreach (var other in holders[gram])
            {
                shared[other]++;
            }
        }

        return Enumerable.Range(0, grams.Length).Where(other =>
        {
            var shorter = Math.Min(grams[piece].Count, grams[other].Count);
            return other != piece && shorter >= FewestGrams && shared[other] >= Limit * shorter;
        });
    }

    private static HashSet<ulong> GramsOf(NoteSequence notes)
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
