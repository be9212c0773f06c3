using System.Text;

namespace RnnGen.Training;

/// <summary>Represents texts, read and split into pieces for training and for validation.</summary>
/// <remarks>
/// A folder with sub-folders 'train' and 'valid' is split as they say, and nothing else in it is read. In any
/// other, a text belongs to validation by a hash of its name; of a single file, validation gets the end. Texts that
/// nearly repeat each other (<see cref="NearDuplicates"/>), wherever they are, are on one side, whole, unless folders
/// say for both where they are.
/// Texts are UTF-8 and end in .txt; those whose name begins with README are not read. A byte order mark is
/// dropped, and lines end in '\n'.
/// </remarks>
public sealed class TextData
{
    /// <summary>The most bytes of texts, as all is held in memory.</summary>
    public const long MostBytes = 64_000_000;

    // Of so many bytes, all grams are kept; of twice as many, each second.
    private const long BytesOfAllGrams = 4_000_000;

    private static readonly UTF8Encoding strict = new(false, throwOnInvalidBytes: true);

    private readonly PieceSplit<TextPiece> split;
    private readonly List<(string File, string Reason)> skipped = [];
    private long bytes;

    private TextData(double validShare)
    {
        split = new PieceSplit<TextPiece>(validShare);
    }

    /// <summary>Reads texts.</summary>
    /// <param name="places">Folders, read with their sub-folders, and files, of whatever ending.</param>
    /// <param name="validShare">The share of texts for validation, where folders do not say which.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="InvalidDataException">
    /// A place has no text that can be read, there is too much, or none for training or validation: the
    /// message says why.
    /// </exception>
    /// <exception cref="DirectoryNotFoundException">A place is not there.</exception>
    public static TextData Read(IReadOnlyList<string> places, double validShare, CancellationToken cancel)
    {
        var data = new TextData(validShare);
        foreach (var place in places)
        {
            data.ReadPlace(place, validShare, cancel);
        }

        var share = GramShare(data.bytes);
        data.split.Divide(piece => WordGrams.Of(piece.Text, share), share);
        var (learned, validated) = (data.Training.Sum(Length), data.Validation.Sum(Length));
        if (learned == 0 || validated == 0)
        {
            throw new InvalidDataException(
                "Training needs at least one character to learn from and one to validate with, but there "
                + $"are {learned} and {validated} in {string.Join(", ", places.Select(p => $"'{p}'"))}: give "
                + "more text, or folders 'train' and 'valid'.");
        }

        return data;
    }

    /// <summary>Reads texts, and splits none of them.</summary>
    /// <inheritdoc cref="Read"/>
    /// <returns>The texts, and the files that could not be used, each with the reason.</returns>
    public static (IReadOnlyList<TextPiece> Texts, IReadOnlyList<(string File, string Reason)> Skipped) ReadAll(
        IReadOnlyList<string> places, CancellationToken cancel)
    {
        var data = new TextData(validShare: 0);
        return ([.. places.SelectMany(place => data.PiecesOf(place, cancel))], data.Skipped);
    }

    /// <summary>Gets what tells the data apart, as tokens of an alphabet: what the card of a model has.</summary>
    public CorpusDigest DigestFor(Alphabet alphabet)
    {
        return CorpusDigest.Of(new TextCorpus(alphabet, Training), new TextCorpus(alphabet, Validation));
    }

    /// <summary>Counts the texts that nearly repeat one to learn from.</summary>
    public int CountLearned(IReadOnlyList<TextPiece> texts)
    {
        var share = GramShare(bytes + texts.Sum(text => (long)text.Text.Length));
        var duplicates = new NearDuplicates(
            [.. Training.Concat(texts).Select(piece => WordGrams.Of(piece.Text, share))], share);
        return Enumerable.Range(Training.Count, texts.Count)
            .Count(text => duplicates.Of(text).Any(other => other < Training.Count));
    }

    private void ReadPlace(string place, double validShare, CancellationToken cancel)
    {
        if (DataFolder.IsSplit(place, out var train, out var valid))
        {
            split.AddFixed(PiecesOf(train, cancel), isValid: false);
            split.AddFixed(PiecesOf(valid, cancel), isValid: true);
            return;
        }

        var pieces = PiecesOf(place, cancel);
        if (pieces.Count == 1)
        {
            split.AddCut(pieces[0], piece => Cut(piece, validShare));
        }
        else
        {
            split.AddNamed(pieces, piece => piece.Name);
        }
    }

    private static (TextPiece Training, TextPiece Validation) Cut(TextPiece piece, double validShare)
    {
        var (name, text) = piece;
        var cut = Math.Min((int)(text.Length * (1 - validShare)), text.Length - 1);
        cut = text.IndexOf('\n', cut) is var end and >= 0 && end + 1 < text.Length ? end + 1 : cut;
        cut -= cut > 0 && char.IsLowSurrogate(text[cut]) ? 1 : 0;
        return (new TextPiece(name, text[..cut]), new TextPiece(name, text[cut..]));
    }

    private List<TextPiece> PiecesOf(string place, CancellationToken cancel)
    {
        if (!File.Exists(place))
        {
            DataFolder.Require(place, "A file or folder of text");
        }

        var unread = skipped.Count;
        var files = File.Exists(place) ? [(place, Path.GetFileName(place))] : TextsIn(place);
        var pieces = Pieces(files, cancel);
        if (pieces.Count > 0)
        {
            return pieces;
        }

        var found = skipped.Count - unread;
        throw new InvalidDataException(found == 0
            ? $"A folder of text was expected, but '{place}' has no file that ends in .txt, other than a README."
            : $"None of the {found} texts in '{place}' can be used; the first, '{skipped[unread].File}': "
                + skipped[unread].Reason);
    }

    private static IEnumerable<(string Path, string Name)> TextsIn(string folder)
    {
        return DataFolder.Files(folder, ".txt").Where(file =>
            !Path.GetFileName(file.Name).StartsWith("README", StringComparison.OrdinalIgnoreCase));
    }

    private List<TextPiece> Pieces(
        IEnumerable<(string Path, string Name)> files, CancellationToken cancel)
    {
        var pieces = new List<TextPiece>();
        foreach (var (path, name) in files)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                var text = TextOf(Bytes(path));
                if (text.Length > 0)
                {
                    pieces.Add(new TextPiece(name, text));
                }
                else
                {
                    skipped.Add((path, "It is empty."));
                }
            }
            catch (DecoderFallbackException exception)
            {
                skipped.Add((path, $"It is not UTF-8 at byte {exception.Index}."));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                skipped.Add((path, exception.Message));
            }
        }

        return pieces;
    }

    /// <summary>Reads all bytes, also of a pipe, which does not say how many it has.</summary>
    private byte[] Bytes(string path)
    {
        using var file = File.OpenRead(path);
        using var all = new MemoryStream();
        var part = new byte[1 << 16];
        while (file.Read(part) is > 0 and var count)
        {
            bytes += count;
            if (bytes > MostBytes)
            {
                throw new InvalidDataException(
                    $"At most {MostBytes / 1_000_000} MB of text can be read, as all is held in memory, but with "
                    + $"'{path}' there are more.");
            }

            all.Write(part, 0, count);
        }

        return all.ToArray();
    }

    private static string TextOf(byte[] bytes)
    {
        return strict.GetString(bytes).TrimStart('\uFEFF').Replace("\r\n", "\n").Replace('\r', '\n');
    }

    private static int GramShare(long bytes) => 1 + (int)(bytes / BytesOfAllGrams);

    private static int Length(TextPiece piece) => piece.Text.Length;

    /// <summary>Gets the texts to learn from.</summary>
    public IReadOnlyList<TextPiece> Training => split.Training;

    /// <summary>Gets the texts to validate with.</summary>
    public IReadOnlyList<TextPiece> Validation => split.Validation;

    /// <summary>Gets the files that could not be used, each with the reason.</summary>
    public IReadOnlyList<(string File, string Reason)> Skipped => skipped;

    /// <summary>Gets how many texts changed sides because they nearly repeat one there.</summary>
    public int Moved => split.Moved;

    /// <summary>Gets how the texts were split, in a few words.</summary>
    public string Split => split.Rule;
}
