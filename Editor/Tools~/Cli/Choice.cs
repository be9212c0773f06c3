using System.CommandLine;

namespace RnnGen.Cli;

/// <summary>The options that say how freely tokens are chosen.</summary>
internal static class Choice
{
    public static readonly Option<float> Temperature = new Option<float>("--temperature")
    {
        Description = "How wild: 1 as the model learned, less is more regular, 0 always the likeliest.",
        HelpName = "T",
        DefaultValueFactory = _ => 1,
    }.Between(0, 100);

    private static readonly Option<int> topK = new Option<int>("--top-k")
    {
        Description = "Choose among the K likeliest tokens only; 0 for all.",
        HelpName = "K",
        DefaultValueFactory = _ => 0,
    }.Between(0, 1_000_000);

    private static readonly Option<float> topP = new Option<float>("--top-p")
    {
        Description = "Choose among the likeliest tokens that together have this probability; 1 for all.",
        HelpName = "P",
        DefaultValueFactory = _ => 1,
    }.Between(1e-6f, 1);

    private static readonly Option<float> minP = new Option<float>("--min-p")
    {
        Description = "Choose among the tokens at least P times as likely as the likeliest; 0 for all.",
        HelpName = "P",
        DefaultValueFactory = _ => 0,
    }.Between(0, 1);

    private static readonly Option<float> repetitionPenalty = new Option<float>("--repetition-penalty")
    {
        Description = $"Make the last {Sampler.Memory} tokens less likely: 1 not at all, 1.1 a little.",
        HelpName = "R",
        DefaultValueFactory = _ => 1,
    }.Between(0.01f, 100);

    /// <summary>Adds the options to a command.</summary>
    public static void AddTo(Verb verb)
    {
        verb.Options.Add(Temperature);
        foreach (var option in Limits)
        {
            verb.Options.Add(option);
        }
    }

    /// <summary>Sets what a sampler goes by.</summary>
    public static void Set(ParseResult result, SamplerOptions options)
    {
        options.Temperature = result.GetValue(Temperature);
        options.TopK = result.GetValue(topK);
        options.TopP = result.GetValue(topP);
        options.MinP = result.GetValue(minP);
        options.RepetitionPenalty = result.GetValue(repetitionPenalty);
    }

    /// <summary>Requires chance for several pieces, which are the same where each token is the likeliest.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="count">The option that asks for several.</param>
    /// <exception cref="UserException">There is none.</exception>
    public static void RequireChance(ParseResult result, Option<int?> count)
    {
        var isCold = result.GetValue(Temperature) == 0;
        if (result.GetValue(count) > 1 && (isCold || result.GetValue(topK) == 1))
        {
            var likeliest = isCold ? $"{Temperature.Name} 0" : $"{topK.Name} 1";
            throw new UserException(
                ExitCode.WrongUsage,
                $"{count.Name} has no meaning with {likeliest}, which always takes the likeliest token.");
        }
    }

    /// <summary>Gets the options that narrow the choice.</summary>
    public static Option[] Limits => [topK, topP, minP, repetitionPenalty];
}
