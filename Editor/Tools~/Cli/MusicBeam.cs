using System.CommandLine;

namespace RnnGen.Cli;

/// <summary>
/// The options of <c>rnngen music generate</c> that look for a whole piece instead of drawing tokens.
/// </summary>
internal static class MusicBeam
{
    public static readonly Option<int?> Likeliest = new Option<int?>("--beam")
    {
        Description = "Look for the likeliest piece with B side by side, nothing left to chance. It is "
            + "regular music, often one figure over and over.",
        HelpName = "B",
    }.Between(1, 1000);

    public static readonly Option<int?> Drawn = new Option<int?>("--stochastic-beam")
    {
        Description = "Draw B different pieces side by side, and take the likeliest.",
        HelpName = "B",
    }.Between(1, 1000);

    /// <summary>Gets a value indicating whether a piece is looked for.</summary>
    /// <param name="draws">The options that narrow the draw of a single token.</param>
    /// <param name="chances">The options that mean nothing where nothing is left to chance.</param>
    /// <exception cref="UserException">The options contradict each other.</exception>
    public static bool IsAsked(ParseResult result, Option[] draws, Option[] chances)
    {
        if (Options.IsGiven(result, Likeliest) && Options.IsGiven(result, Drawn))
        {
            throw new UserException(
                ExitCode.WrongUsage,
                $"A piece must be looked for with {Likeliest.Name} or with {Drawn.Name}, not with both.");
        }

        Refuse(result, Likeliest, draws.Concat(chances), "looks for the likeliest piece of all");
        Refuse(result, Drawn, draws, "draws whole pieces, from all tokens");
        return Options.IsGiven(result, Likeliest) || Options.IsGiven(result, Drawn);
    }

    /// <summary>Makes the search.</summary>
    /// <param name="seed">Where the chance of a draw starts; null where nothing is left to chance.</param>
    public static PieceSearch New(
        ParseResult result, MusicModel model, ComposerOptions options, ulong? seed)
    {
        return new PieceSearch(
            model,
            new PieceSearchOptions
            {
                Width = (result.GetValue(Likeliest) ?? result.GetValue(Drawn))!.Value,
                Temperature = options.Sampling.Temperature,
                Scale = options.Scale,
                Tempo = options.Tempo,
            },
            seed is { } start ? new Rng(start) : null);
    }

    private static void Refuse(ParseResult result, Option search, IEnumerable<Option> others, string what)
    {
        if (Options.IsGiven(result, search)
            && others.FirstOrDefault(option => Options.IsGiven(result, option)) is { } other)
        {
            throw new UserException(
                ExitCode.WrongUsage, $"{other.Name} has no meaning with {search.Name}, which {what}.");
        }
    }
}
