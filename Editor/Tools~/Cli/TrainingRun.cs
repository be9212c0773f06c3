using System.CommandLine;
using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary>What all commands that train a network have in common.</summary>
internal static class TrainingRun
{
    private static readonly Option<string> model = Options.Out(
        "The model to write; what is needed to go on, to FILE.train.");

    private static readonly Option<string?> config = new("--config")
    {
        Description = "Settings that differ from the defaults, as JSON: {\"size\": 512, \"rate\": 0.002}.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> objective = new Option<string?>("--objective")
    {
        Description = "What is optimised; its settings are in --config. [default: likelihood]",
    }.AcceptOnlyFromAmong("likelihood", "scheduled-sampling", "raml", "professor-forcing");

    private static readonly Option<string?> from = new("--from")
    {
        Description = "Begin with a trained model (fine-tuning); its tokens and sizes hold, but settings may let one "
            + "that draws pictures see more. [default: random weights]",
        HelpName = "NAME|FILE",
    };

    private static readonly Option<bool> resume = new("--resume")
    {
        Description = "Go on with what FILE.train holds, as if it had not been interrupted.",
    };

    private static readonly Option<double?> minutes = new Option<double?>("--minutes")
    {
        Description = "End after this time, at the latest.",
        HelpName = "N",
    }.Between(0, 100_000);

    private static readonly Option<string> backend = new Option<string>("--backend")
    {
        Description = "What computes gradients: C#, or libtorch; auto is libtorch where it finds CUDA, else C#.",
        DefaultValueFactory = _ => "auto",
    }.AcceptOnlyFromAmong([.. EngineChoice.Names]);

    private static readonly Option<int> threads = Options.Threads(Environment.ProcessorCount);

    /// <summary>Adds the options to a command.</summary>
    public static void AddTo(Verb verb)
    {
        foreach (var option in new Option[]
        {
            model, config, from, resume, minutes, Options.Seed, backend, threads,
        })
        {
            verb.Options.Add(option);
        }
    }

    /// <summary>Adds the options of networks of tokens, too.</summary>
    public static void AddObjectiveTo(Verb verb) => verb.Options.Add(objective);

    /// <summary>Gets what is asked for.</summary>
    /// <exception cref="UserException">
    /// There is no model to begin with of that name, the model cannot be written, or would replace another.
    /// </exception>
    public static TrainingOptions OptionsOf(ParseResult result, IReadOnlyList<string> data)
    {
        var options = new TrainingOptions
        {
            Data = data,
            Out = result.GetValue(model)!,
            Seed = result.GetValue(Options.Seed),
            From = result.GetValue(from) is { } first ? ModelFile.Find(first) : null,
            Resume = result.GetValue(resume),
            Limit = result.GetValue(minutes) is { } limit ? TimeSpan.FromMinutes(limit) : null,
            Backend = result.GetValue(backend)!,
            Threads = result.GetValue(threads),
        };
        RequireRoom(options);
        return options;
    }

    /// <summary>Gets the settings that are asked for.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="usual">The settings if there is no file of them.</param>
    /// <param name="parse">Makes settings of the text of a file.</param>
    /// <exception cref="UserException">The file cannot be read, or is not what it should be.</exception>
    public static T ConfigOf<T>(ParseResult result, T usual, Func<string, T> parse)
    {
        return result.GetValue(config) is { } path ? InputFile.ReadSettings(path, parse) : usual;
    }

    /// <summary>Gets the settings of a network of tokens that are asked for.</summary>
    /// <exception cref="UserException">Their file cannot be read, or is not what it should be.</exception>
    public static TrainingConfig ConfigOf(ParseResult result)
    {
        return ConfigOf(result, Chosen(new TrainingConfig()), text => Chosen(TrainingConfig.Parse(text)));

        TrainingConfig Chosen(TrainingConfig settings) => result.GetValue(objective) is { } name
            ? (settings with { Objective = name }).Check()
            : settings;
    }

    /// <summary>Trains, and says what came of it.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="token">What a loss is the mean of, as "character".</param>
    /// <param name="create">Makes the training, given what it tells news and how far it is.</param>
    /// <param name="terminal">Where to say it.</param>
    /// <param name="cancel">Asks to save and stop.</param>
    public static void Do(
        TrainingOptions options, string token,
        Func<Action<string>, Action<double, string>, ModelTraining> create, Terminal terminal,
        CancellationToken cancel)
    {
        using var progress = terminal.Progress("Training", 1);
        var loss = create(terminal.Say, progress.Report).Run(cancel);
        if (terminal.Json)
        {
            terminal.WriteJson(new { model = options.Out, validationNll = loss });
        }
        else
        {
            terminal.Output.WriteLine(
                FormattableString.Invariant($"{options.Out}: {loss:F4} nats a {token} in validation."));
        }
    }

    /// <summary>Requires that an option of new networks is not given beside a model to begin with.</summary>
    /// <exception cref="UserException">Both are given.</exception>
    public static void RequireForNew(ParseResult result, Option option)
    {
        if (Options.IsGiven(result, option) && result.GetValue(from) is not null)
        {
            throw new UserException(
                ExitCode.WrongUsage,
                $"{option.Name} is for new networks, but {from.Name} names one that is there: leave one of them out.");
        }
    }

    private static void RequireRoom(TrainingOptions options)
    {
        OutputFile.RequireWritable(options.Out);
        var saved = options.Out + ".train";
        if (options.Resume && !File.Exists(saved))
        {
            throw new UserException(ExitCode.BadInput, $"To go on, '{saved}' was expected, but it does not exist.");
        }

        if (!options.Resume && Array.Find([saved, options.Out], File.Exists) is { } old)
        {
            throw new UserException(
                ExitCode.WrongUsage,
                $"A new model must not replace another, but '{old}' exists: go on with it by --resume, give another "
                    + "--out, or remove it.");
        }
    }
}
