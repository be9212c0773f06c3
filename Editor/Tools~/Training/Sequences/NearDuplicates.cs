namespace RnnGen.Training;

/// <summary>Finds pieces that are nearly the same under two names.</summary>
/// <remarks>
/// A piece is known by its grams, hashes of all its short passages. Two pieces count as one if the shorter shares half
/// of its grams with the other; pieces of fewer than 16 are not compared. Where one of several grams is kept, as many
/// fewer will do, but two.
/// </remarks>
public sealed class NearDuplicates
{
    private const int FewestGrams = 16;
    private const int FewestKept = 2;
    private const double Limit = 0.5;

    private readonly int fewest;
    private readonly IReadOnlyList<IReadOnlyCollection<ulong>> grams;
    private readonly Dictionary<ulong, List<int>> holders = [];

    /// <param name="grams">The grams of each piece, each gram once.</param>
    /// <param name="share">One of how many grams was kept.</param>
    public NearDuplicates(IReadOnlyList<IReadOnlyCollection<ulong>> grams, int share = 1)
    {
        fewest = Math.Max(FewestKept, FewestGrams / share);
        this.grams = grams;
        for (var i = 0; i < grams.Count; i++)
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
    }

    /// <summary>
    /// Moves pieces so that none for validation nearly repeats one for training: to training, unless it nearly repeats
    /// one that is fixed for validation.
    /// </summary>
    /// <param name="isValid">Which are for validation; changed where a piece is moved.</param>
    /// <param name="isFixed">Which stay, whatever they repeat; null for none.</param>
    /// <returns>The number of pieces moved.</returns>
    public int Gather(IList<bool> isValid, IReadOnlyList<bool>? isFixed = null)
    {
        bool[] stays = [.. isFixed ?? new bool[grams.Count]];
        return Spread(toValid: true, stays) + Spread(toValid: false, stays);

        int Spread(bool toValid, bool[] stays)
        {
            // What is moved may itself be nearly repeated by another that was not.
            var waiting = new Queue<int>(
                Enumerable.Range(0, grams.Count).Where(i => isValid[i] == toValid && (stays[i] || !toValid)));
            var moved = 0;
            while (waiting.TryDequeue(out var piece))
            {
                foreach (var other in Of(piece).Where(other => isValid[other] != toValid && !stays[other]))
                {
                    isValid[other] = toValid;
                    stays[other] = true;
                    waiting.Enqueue(other);
                    moved++;
                }
            }

            return moved;
        }
    }

    /// <summary>Gets the other pieces that count as the same as one.</summary>
    public IEnumerable<int> Of(int piece)
    {
        var shared = new int[grams.Count];
        foreach (var gram in grams[piece])
        {
            foreach (var other in holders[gram])
            {
                shared[other]++;
            }
        }

        return Enumerable.Range(0, grams.Count).Where(other =>
        {
            var shorter = Math.Min(grams[piece].Count, grams[other].Count);
            return other != piece && shorter >= fewest && shared[other] >= Limit * shorter;
        });
    }
}
