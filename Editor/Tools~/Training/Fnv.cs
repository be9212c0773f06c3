using System.Globalization;

namespace RnnGen.Training;

/// <summary>Hashes one number after the other, the same on every machine (FNV-1a).</summary>
internal static class Fnv
{
    /// <summary>The hash of nothing.</summary>
    public const ulong Start = 14695981039346656037;

    /// <summary>Gets the hash of what was hashed and one number more.</summary>
    public static ulong Add(ulong hash, uint next) => unchecked((hash ^ next) * 1099511628211);

    /// <summary>Gets the hash of a text.</summary>
    public static ulong Of(string text) => text.Aggregate(Start, (hash, letter) => Add(hash, letter));

    /// <summary>Writes a hash as 16 hexadecimal digits.</summary>
    public static string Text(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);
}
