using System.Globalization;

namespace RnnGen.Training;

/// <summary>Makes pairs without end: sequences to copy or to turn round, and dates to write in one way.</summary>
internal static class PairTasks
{
    /// <summary>The number of symbols that are copied or turned round; they are tokens from 1 on.</summary>
    public const int Symbols = 20;

    /// <summary>The number of different characters of dates, with token 0.</summary>
    public const int DateTokens = 128;

    private const int Days = 365 * 200;

    private static readonly string[] formats =
    [
        "d MMMM yyyy", "MMMM d, yyyy", "d MMM yyyy", "d.M.yyyy", "dddd, d MMMM yyyy", "MMM d, yyyy", "yyyy/MM/dd",
        "ddd d MMM yyyy",
    ];

    /// <summary>Makes a sequence and its copy.</summary>
    public static TokenPair Copy(Rng rng, int length)
    {
        var symbols = NewSymbols(rng, length);
        return new TokenPair(symbols, symbols);
    }

    /// <summary>Makes a sequence and the same from its end.</summary>
    public static TokenPair Reverse(Rng rng, int length)
    {
        var symbols = NewSymbols(rng, length);
        return new TokenPair(symbols, [.. symbols.Reverse()]);
    }

    /// <summary>Makes a date between 1900 and 2099, as one of eight ways writes it, and as 1999-12-31.</summary>
    public static TokenPair Date(Rng rng)
    {
        var date = new DateTime(1900, 1, 1).AddDays(rng.Below(Days));
        var text = date.ToString(formats[rng.Below(formats.Length)], CultureInfo.InvariantCulture);
        if (rng.Below(2) == 0)
        {
            text = text.ToUpperInvariant();
        }

        var plain = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new TokenPair([.. text.Select(letter => (int)letter)], [.. plain.Select(letter => (int)letter)]);
    }

    private static int[] NewSymbols(Rng rng, int length)
    {
        return [.. Enumerable.Range(0, length).Select(_ => 1 + rng.Below(Symbols))];
    }
}
