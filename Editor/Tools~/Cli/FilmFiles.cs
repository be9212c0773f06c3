using RnnGen.Media;
using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary>Reads the animations that users name.</summary>
internal static class FilmFiles
{
    /// <summary>Reads animations, and says which files were skipped.</summary>
    /// <param name="folder">
    /// A folder: each file of several frames is one, and the single pictures of each folder, in the order of the
    /// numbers in their names. Sub-folders in which animations lie are classes.
    /// </param>
    /// <param name="terminal">Where to say it.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="UserException">It is not there, or has no animation that can be read.</exception>
    public static List<Film> Read(string folder, Terminal terminal, CancellationToken cancel)
    {
        InputFile.RequireFolder(folder, "A folder of animations");
        var films = new List<Film>();
        var reader = new FolderFiles(folder, "animations", terminal, cancel);
        var folders = DataFolder.Files(folder, [.. AnimationFile.Endings])
            .GroupBy(file => Path.GetDirectoryName(file.Path)!);
        foreach (var group in folders.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var stills = new List<(string Path, Picture Frame)>();
            // Sorted by name already, and this keeps the order of equals.
            foreach (var (path, name) in group.OrderBy(file => NumberOf(file.Path)))
            {
                if (reader.Read(path, AnimationFile.Read) is not { } frames)
                {
                    continue;
                }

                if (frames.Count == 1)
                {
                    stills.Add((path, frames[0]));
                }
                else
                {
                    films.Add(new Film(name, frames, DataFolder.ClassOf(name)));
                }
            }

            if (stills.Count > 1)
            {
                var name = Path.GetRelativePath(folder, group.Key).Replace('\\', '/');
                films.Add(new Film(name, stills.ConvertAll(still => still.Frame), DataFolder.ClassOf(name)));
            }
            else if (stills.Count == 1)
            {
                terminal.Say($"Skipped '{stills[0].Path}': one picture alone is no animation.");
            }
        }

        return films.Count > 0
            ? films
            : throw reader.Nothing(
                $": files of several frames that end in {string.Join(", ", AnimationFile.Endings)}, or two pictures or "
                + "more in a folder");
    }

    /// <summary>Reads the frames of one animation, which have the size of a model's.</summary>
    /// <param name="place">A file of one frame or more, or a folder of one animation.</param>
    /// <param name="width">The pixels of a row.</param>
    /// <param name="height">The rows.</param>
    /// <param name="terminal">Where to say what was skipped.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="UserException">It is not there, is none, or its frames have another size.</exception>
    public static IReadOnlyList<Picture> ReadOne(
        string place, int width, int height, Terminal terminal, CancellationToken cancel)
    {
        var frames = Directory.Exists(place) ? ReadFolder(place, terminal, cancel) : ReadFile(place);
        for (var i = 0; i < frames.Count; i++)
        {
            if ((frames[i].Width, frames[i].Height) != (width, height))
            {
                throw new UserException(
                    ExitCode.BadInput,
                    $"Frames of the model's {width} x {height} pixels were expected, but frame {i + 1} of '{place}' "
                    + $"has {frames[i].Width} x {frames[i].Height}.");
            }
        }

        return frames;
    }

    private static IReadOnlyList<Picture> ReadFolder(string folder, Terminal terminal, CancellationToken cancel)
    {
        var films = Read(folder, terminal, cancel);
        return films.Count == 1
            ? films[0].Frames
            : throw new UserException(
                ExitCode.BadInput,
                $"One animation was expected, but '{folder}' has {films.Count}, of which the first is "
                + $"'{films[0].Name}': name one.");
    }

    private static IReadOnlyList<Picture> ReadFile(string path)
    {
        try
        {
            return AnimationFile.Read(new MemoryStream(InputFile.Read(path, "An animation")));
        }
        catch (PictureFormatException exception)
        {
            throw new UserException(ExitCode.BadInput, $"'{path}' cannot be read. {exception.Message}");
        }
    }

    /// <summary>Gets the last number in the name of a file; those without come first.</summary>
    private static decimal NumberOf(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var end = name.Length;
        while (end > 0 && !char.IsAsciiDigit(name[end - 1])) end--;
        var start = end;
        while (start > 0 && char.IsAsciiDigit(name[start - 1])) start--;
        return end - start is > 0 and < 28 ? decimal.Parse(name.AsSpan(start, end - start)) : -1;
    }
}
