using RnnGen.Media;
using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary>Reads the pictures that users name: a folder, or a file of many as MNIST has.</summary>
internal static class PictureFiles
{
    private const string Packed = ".gz";
    private const string Mnist = "mnist";
    private const string MnistFile = "train-images-idx3-ubyte";

    /// <summary>Reads pictures, and says which files were skipped.</summary>
    /// <param name="place">
    /// A folder, whose sub-folders are classes; or an idx file, whose labels are in the file beside it, packed or not,
    /// that is named labels-idx1 where it has images-idx3, or labels.idx1 where it has images.idx3; or a folder with
    /// MNIST's files; or the word mnist for <see cref="SharedData"/>'s.
    /// </param>
    /// <param name="terminal">Where to say it.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="UserException">It is not there, or has no picture that can be read.</exception>
    public static List<LabelledPicture> Read(string place, Terminal terminal, CancellationToken cancel)
    {
        var found = Path.Exists(place) || place != Mnist ? place : SharedData.PathOf(Mnist);
        if (MnistIn(found) is { } file)
        {
            return ReadIdx(file);
        }

        return place == Mnist && found != place
            ? throw new UserException(
                ExitCode.BadInput,
                $"'{Mnist}' stands for a folder with MNIST's files, of which '{MnistFile}' or '{MnistFile}.gz' was "
                    + $"expected in '{found}', but is not there: put it there, or name another place in RNNGEN_DATA.")
            : Directory.Exists(found) ? ReadFolder(found, terminal, cancel) : ReadIdx(found);
    }

    private static string? MnistIn(string folder)
    {
        string[] files = [Path.Combine(folder, MnistFile), Path.Combine(folder, MnistFile + Packed)];
        return files.FirstOrDefault(File.Exists);
    }

    private static List<LabelledPicture> ReadIdx(string path)
    {
        var pictures = ReadIdx(path, IdxFile.ReadPictures);
        if (pictures.Count == 0)
        {
            throw new UserException(ExitCode.BadInput, $"Pictures were expected, but '{path}' has none.");
        }

        var name = Path.GetFileName(path);
        var labelFile = LabelsOf(path, name);
        var labels = labelFile is null ? null : ReadIdx(labelFile, IdxFile.ReadLabels);
        if (labels is not null && labels.Length != pictures.Count)
        {
            throw new UserException(
                ExitCode.BadInput,
                $"Pictures and a label for each were expected, but '{path}' has {pictures.Count} pictures and "
                    + $"'{labelFile}' {labels.Length} labels.");
        }

        return [.. pictures.Select((picture, i) => new LabelledPicture($"{name}/{i}", picture, labels?[i].ToString()))];
    }

    private static string? LabelsOf(string path, string name)
    {
        var own = name.Replace("images-idx3", "labels-idx1", StringComparison.Ordinal)
            .Replace("images.idx3", "labels.idx1", StringComparison.Ordinal);
        var file = Path.Combine(Path.GetDirectoryName(path)!, own);
        string[] files =
            [file, file.EndsWith(Packed, StringComparison.Ordinal) ? file[..^Packed.Length] : file + Packed];
        return own == name ? null : files.FirstOrDefault(File.Exists);
    }

    private static T ReadIdx<T>(string path, Func<Stream, T> read)
    {
        return InputFile.Read(path, "A folder of pictures or an idx file", file =>
        {
            using var stream = File.OpenRead(file);
            try
            {
                return read(stream);
            }
            catch (InvalidDataException exception)
            {
                throw new UserException(ExitCode.BadInput, $"'{path}': {exception.Message}");
            }
        });
    }

    private static List<LabelledPicture> ReadFolder(string folder, Terminal terminal, CancellationToken cancel)
    {
        var pictures = new List<LabelledPicture>();
        var reader = new FolderFiles(folder, "pictures", terminal, cancel);
        foreach (var (path, name) in DataFolder.Files(folder, [.. PictureFile.Endings]))
        {
            if (reader.Read(path, PictureFile.Read) is { } picture)
            {
                pictures.Add(new(name, picture, DataFolder.ClassOf(name)));
            }
        }

        return pictures.Count > 0
            ? pictures
            : throw reader.Nothing($" that ends in {string.Join(", ", PictureFile.Endings)}");
    }
}
