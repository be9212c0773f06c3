namespace RnnGen.Training;

/// <summary>
/// Represents pieces of several places, split into those to learn from and to validate with, so that none of one side
/// nearly repeats one of the other, unless both are where their places say.
/// </summary>
/// <param name="validShare">The share of named pieces for validation.</param>
internal sealed class PieceSplit<T>(double validShare)
{
    private readonly List<Entry> entries = [];
    private readonly List<T> training = [];
    private readonly List<T> validation = [];
    private readonly List<string> rules = [];

    /// <summary>Adds pieces whose place says what they are for: they stay there.</summary>
    public void AddFixed(IEnumerable<T> pieces, bool isValid)
    {
        entries.AddRange(pieces.Select(piece => new Entry(piece) { IsFixed = true, IsValid = isValid }));
        rules.Add("by the folders train and valid");
    }

    /// <summary>Adds pieces of which a hash of their names chooses those for validation.</summary>
    public void AddNamed(IEnumerable<T> pieces, Func<T, string> nameOf)
    {
        entries.AddRange(pieces.Select(piece => new Entry(piece) { Name = nameOf(piece) }));
        rules.Add(DataFolder.SplitName(validShare));
    }

    /// <summary>Adds a piece whose end is for validation, unless it nearly repeats another.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="cut">Makes two of it.</param>
    public void AddCut(T piece, Func<T, (T Training, T Validation)> cut)
    {
        entries.Add(new Entry(piece) { Cut = cut });
        rules.Add(FormattableString.Invariant($"the last {validShare:P0} of the text for validation"));
    }

    /// <summary>Splits what was added.</summary>
    /// <param name="grams">By which pieces nearly repeat each other: see <see cref="NearDuplicates"/>.</param>
    /// <param name="share">One of how many grams is kept.</param>
    public void Divide(Func<T, HashSet<ulong>> grams, int share = 1)
    {
        var named = entries.Where(entry => entry.Name is not null).ToList();
        var chosen = DataFolder.SplitByName([.. named.Select(entry => entry.Name!)], validShare);
        for (var i = 0; i < named.Count; i++)
        {
            named[i].IsValid = chosen[i];
        }

        if (entries.Count > 1 && entries.Exists(entry => !entry.IsFixed))
        {
            Gather(new NearDuplicates(entries.ConvertAll(entry => grams(entry.Piece)), share));
        }

        foreach (var entry in entries)
        {
            if (entry.Cut is { } cut)
            {
                var (first, second) = cut(entry.Piece);
                training.Add(first);
                validation.Add(second);
            }
            else
            {
                (entry.IsValid ? validation : training).Add(entry.Piece);
            }
        }
    }

    private void Gather(NearDuplicates duplicates)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Cut is not null && duplicates.Of(i).Any())
            {
                entries[i].Cut = null;
                Moved++;
            }
        }

        var isValid = entries.ConvertAll(entry => entry.IsValid);
        Moved += duplicates.Gather(isValid, entries.ConvertAll(entry => entry.IsFixed));
        for (var i = 0; i < entries.Count; i++)
        {
            entries[i].IsValid = isValid[i];
        }
    }

    /// <summary>Gets how pieces were split, in a few words.</summary>
    public string Rule => string.Join(" and ", rules.Distinct());

    /// <summary>Gets the number of pieces that were added.</summary>
    public int Count => entries.Count;

    /// <summary>Gets the pieces to learn from.</summary>
    public IReadOnlyList<T> Training => training;

    /// <summary>Gets the pieces to validate with.</summary>
    public IReadOnlyList<T> Validation => validation;

    /// <summary>Gets how many pieces changed sides because they nearly repeat another.</summary>
    public int Moved { get; private set; }

    private sealed class Entry(T piece)
    {
        public T Piece { get; } = piece;

        public string? Name { get; init; }

        public Func<T, (T Training, T Validation)>? Cut { get; set; }

        public bool IsFixed { get; init; }

        public bool IsValid { get; set; }
    }
}
