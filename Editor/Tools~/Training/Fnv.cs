namespace RnnGen.Training;

/// <summary>Hashes one number after the other, the same on every machine (FNV-1a).</summary>
internal static class Fnv
{
    /// <summary>The hash of nothing.</summary>
    public const ulong Start = 14695981039346656037;

    /// <summary>Gets the hash of what was hashed and one number more.</summary>
    public static ulong Add(ulong hash, uint next) => unchecked((hash ^ next) * 1099511628211);
}
