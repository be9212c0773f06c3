using System.IO.Compression;

namespace RnnGen.Training;

/// <summary>Reads sentences and their translations: a line each, with a tab between, compressed.</summary>
internal static class SentencePairs
{
    /// <summary>Reads a file, sentence by sentence, in its order.</summary>
    /// <exception cref="InvalidDataException">A line has no tab.</exception>
    public static IReadOnlyList<(string Source, string Target)> Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var pairs = new List<(string, string)>();
        while (reader.ReadLine() is { } line)
        {
            var tab = line.IndexOf('\t');
            if (tab < 0)
            {
                throw new InvalidDataException(
                    $"Each line of {path} must be a sentence, a tab and its translation, but line "
                    + $"{pairs.Count + 1} has no tab.");
            }

            pairs.Add((line[..tab], line[(tab + 1)..]));
        }

        return pairs;
    }
}
