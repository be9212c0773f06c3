namespace RnnGen.Training;

/// <summary>
/// Represents folders of MIDI files, read and split into pieces for training and for validation.
/// </summary>
/// <remarks>
/// A folder with sub-folders 'train' and 'valid' is split as they say, and nothing else in it is read. In any
/// other, a piece belongs to validation by a hash of its name, before anything is varied; if it nearly
/// repeats a piece of any folder that is for training (<see cref="NearDuplicates"/>), it goes there.
/// </remarks>
public sealed class MusicData
{
    private readonly PieceSplit<MusicPiece> split;
    private readonly List<(string File, string Reason)> skipped = [];
    private readonly List<(string File, MidiDiagnostic Problem)> damaged = [];

    private MusicData(double validShare)
    {
        split = new PieceSplit<MusicPiece>(validShare);
    }

    /// <summary>Reads all files that end in .mid or .midi, also in sub-folders.</summary>
    /// <param name="folders">The folders.</param>
    /// <param name="validShare">The share of pieces for validation, where folders do not say which.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="InvalidDataException">
    /// A folder has no piece that can be read, or there is none for training or for validation: the message
    /// says why.
    /// </exception>
    /// <exception cref="DirectoryNotFoundException">A folder is not there.</exception>
    public static MusicData Read(IReadOnlyList<string> folders, double validShare, CancellationToken cancel)
    {
        var data = new MusicData(validShare);
        foreach (var folder in folders)
        {
            data.ReadFolder(folder, cancel);
        }

        data.split.Divide(piece => MelodyGrams.Of(piece.Notes));
        var (learned, validated) = (data.Training.Count, data.Validation.Count);
        if (learned == 0 || validated == 0)
        {
            throw new InvalidDataException(
                "There must be at least one piece to learn from and one to validate with, but of the "
                + $"{learned + validated} in {List(folders)} there are {learned} and {validated}: give more "
                + "files, or folders 'train' and 'valid'.");
        }

        return data;
    }

    /// <summary>Gets what tells the data apart, as tokens of a codec: what the card of a model has.</summary>
    public CorpusDigest DigestFor(NoteCodec codec)
    {
        return CorpusDigest.Of(new MusicCorpus(codec, Training), new MusicCorpus(codec, Validation));
    }

    private void ReadFolder(string folder, CancellationToken cancel)
    {
        DataFolder.Require(folder, "A folder of MIDI files");
        var (read, unread) = (split.Count, skipped.Count);
        if (DataFolder.IsSplit(folder, out var train, out var valid))
        {
            split.AddFixed(Pieces(train, cancel), isValid: false);
            split.AddFixed(Pieces(valid, cancel), isValid: true);
        }
        else
        {
            split.AddNamed(Pieces(folder, cancel), piece => piece.Name);
        }

        if (split.Count == read)
        {
            var found = skipped.Count - unread;
            throw new InvalidDataException(found == 0
                ? $"A folder of MIDI files was expected, but '{folder}' has none that ends in .mid or .midi."
                : $"None of the {found} MIDI files in '{folder}' can be used; the first, "
                    + $"'{skipped[^found].File}': {skipped[^found].Reason}");
        }
    }

    private List<MusicPiece> Pieces(string folder, CancellationToken cancel)
    {
        var pieces = new List<MusicPiece>();
        foreach (var (path, name) in DataFolder.Files(folder, ".mid", ".midi"))
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                var midi = MidiFile.Read(File.ReadAllBytes(path));
                var sounding = Enumerable.Range(0, midi.PieceCount)
                    .Select(i => NoteSequence.FromMidi(midi, i))
                    .Where(notes => notes.Notes.Count > 0)
                    .Select(notes => new MusicPiece(name, notes))
                    .ToList();
                pieces.AddRange(sounding);
                if (sounding.Count == 0)
                {
                    skipped.Add((path, "It has no notes."));
                    continue;
                }

                damaged.AddRange(midi.Diagnostics.Where(problem => problem.Severity == MidiSeverity.Error).Take(1)
                    .Select(problem => (path, problem)));
            }
            catch (Exception exception)
                when (exception is MidiException or IOException or UnauthorizedAccessException)
            {
                skipped.Add((path, exception.Message));
            }
        }

        return pieces;
    }

    /// <summary>Tells which files could not be used, or are damaged, each with the reason.</summary>
    public void SayProblems(Action<string> say)
    {
        DataFolder.SaySkipped(skipped, say);
        foreach (var (file, problem) in damaged)
        {
            say($"'{file}' is damaged. {problem}");
        }
    }

    private static string List(IReadOnlyList<string> folders)
    {
        return string.Join(", ", folders.Select(folder => $"'{folder}'"));
    }

    /// <summary>Gets the pieces to learn from.</summary>
    public IReadOnlyList<MusicPiece> Training => split.Training;

    /// <summary>Gets the pieces to validate with.</summary>
    public IReadOnlyList<MusicPiece> Validation => split.Validation;

    /// <summary>Gets the files that could not be used, each with the reason.</summary>
    public IReadOnlyList<(string File, string Reason)> Skipped => skipped;

    /// <summary>Gets how the pieces were split, in a few words.</summary>
    public string Split => split.Rule;

    /// <summary>Gets how many pieces changed sides because they nearly repeat one there.</summary>
    public int Moved => split.Moved;
}
