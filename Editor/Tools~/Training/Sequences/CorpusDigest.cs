namespace RnnGen.Training;

/// <summary>What tells data apart: the number of tokens, and a hash over all of them (FNV-1a).</summary>
/// <param name="Training">Tokens to learn from, without variations; null if it is not tokens.</param>
/// <param name="Validation">Tokens to validate with, or null.</param>
/// <param name="Hash">The hash as 16 hexadecimal digits.</param>
public sealed record CorpusDigest(long? Training, long? Validation, string Hash)
{
    internal static CorpusDigest Of(TokenCorpus training, TokenCorpus validation)
    {
        var hash = Fnv.Start;
        var first = Count(training, ref hash);
        var second = Count(validation, ref hash);
        return new CorpusDigest(first, second, Fnv.Text(hash));
    }

    /// <summary>Gets the digest of data that is not tokens.</summary>
    internal static CorpusDigest Of(ulong hash) => new(null, null, Fnv.Text(hash));

    /// <inheritdoc/>
    public override string ToString() => Training is null ? Hash : $"{Hash} of {Training} and {Validation} tokens";

    private static long Count(TokenCorpus corpus, ref ulong hash)
    {
        var count = 0L;
        for (var i = 0; i < corpus.Count; i++)
        {
            var piece = corpus.Read(i, null);
            count += piece.Length;
            foreach (var token in piece)
            {
                hash = Fnv.Add(hash, (uint)token);
            }
        }

        return count;
    }
}
