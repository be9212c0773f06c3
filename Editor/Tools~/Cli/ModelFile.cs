using System.Security.Cryptography;

namespace RnnGen.Cli;

/// <summary>Finds models by the name of those that ship, or by path.</summary>
internal static class ModelFile
{
    private const string Extension = ".safetensors";

    /// <summary>Gets the path of a model.</summary>
    /// <param name="nameOrFile">A name as "score", or a path.</param>
    /// <exception cref="UserException">Neither a file nor a shipped model has that name.</exception>
    public static string Find(string nameOrFile)
    {
        if (File.Exists(nameOrFile))
        {
            return nameOrFile;
        }

        var shipped = Shipped();
        var names = shipped.Select(Path.GetFileNameWithoutExtension).DefaultIfEmpty("none");
        var found = shipped.FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == nameOrFile);
        return found ?? throw new UserException(
            ExitCode.BadInput,
            $"A model was expected, but '{nameOrFile}' is neither a file nor one of those that ship: "
                + $"{string.Join(", ", names)}.");
    }

    /// <summary>Loads a model.</summary>
    /// <param name="nameOrFile">A name as "score", or a path.</param>
    /// <param name="load">What loads it, as <see cref="MusicModel.Load(string)"/>.</param>
    /// <exception cref="UserException">There is no such model, or its file cannot be read.</exception>
    /// <exception cref="ModelFormatException">The file is not a model, or is damaged.</exception>
    public static T Load<T>(string nameOrFile, Func<string, T> load)
    {
        return InputFile.Read(Find(nameOrFile), "A model", load);
    }

    /// <summary>Gets a name that no other weights have: that of the file, and the start of its SHA-256.</summary>
    public static string IdOf(string path)
    {
        var hash = SHA256.HashData(InputFile.Read(path, "A model"));
        return $"{Path.GetFileNameWithoutExtension(path)} {Convert.ToHexStringLower(hash)[..16]}";
    }

    /// <summary>Gets the model files that ship, sorted by name.</summary>
    public static string[] Shipped()
    {
        return Folder is { } models
            ? [.. Directory.GetFiles(models, "*" + Extension).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Gets the folder of the models that ship, or null if there is none.</summary>
    public static string? Folder
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            for (; folder is not null; folder = folder.Parent)
            {
                var models = Path.Combine(folder.FullName, "Models");
                if (Directory.Exists(models))
                {
                    return models;
                }
            }

            return null;
        }
    }
}
