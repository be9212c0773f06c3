namespace RnnGen.Training;

/// <summary>
/// Hashes all runs of n symbols of a stream in one pass: a polynomial modulo the prime 2⁶¹ - 1 (Karp and
/// Rabin 1987). Among ten million runs, two different ones share a hash with a probability of about 10⁻⁴.
/// </summary>
internal static class GramHash
{
    private const ulong Prime = (1UL << 61) - 1;
    private const ulong Base = 0x0F3C_91D2_66B5_A7E3;

    /// <summary>Gets the hash of each run of a length, in order; none when the stream is shorter.</summary>
    public static IEnumerable<ulong> All(IReadOnlyList<int> stream, int length)
    {
        var leaving = 1UL;
        for (var i = 0; i < length; i++)
        {
            leaving = Multiply(leaving, Base);
        }

        var hash = 0UL;
        for (var i = 0; i < stream.Count; i++)
        {
            hash = (Multiply(hash, Base) + (uint)stream[i]) % Prime;
            if (i >= length)
            {
                hash = (hash + Prime - Multiply(leaving, (uint)stream[i - length])) % Prime;
            }

            if (i >= length - 1)
            {
                yield return hash;
            }
        }
    }

    private static ulong Multiply(ulong a, ulong b)
    {
        // 2⁶¹ is 1 modulo the prime, so the product is the sum of its digits to the base 2⁶¹.
        var high = Math.BigMul(a, b, out var low);
        var sum = (low & Prime) + (low >> 61 | high << 3);
        return sum >= Prime ? sum - Prime : sum;
    }
}
