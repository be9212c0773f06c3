using System.CommandLine;
using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary><c>rnngen music train</c>: from folders of MIDI files to a model.</summary>
internal static class MusicTrainCommand
{
    private static readonly Option<string[]> data = new("--data")
    {
        Description = "Folders of MIDI files; sub-folders 'train' and 'valid' say how they are split.",
        HelpName = "DIR",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> codec = new Option<string?>("--codec")
    {
        Description = "How music becomes tokens: as performed, or in beats and bars. [default: performance]",
    }.AcceptOnlyFromAmong("performance", "score");

    public static Verb Create()
    {
        var verb = new Verb(
            "train",
            "Makes a model from folders of MIDI files.",
            "rnngen music train --data ./midi --out my.safetensors --minutes 60")
        {
            data, codec,
        };
        TrainingRun.AddTo(verb);
        TrainingRun.AddObjectiveTo(verb);
        verb.Does(Train);
        return verb;
    }

    private static void Train(ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        TrainingRun.RequireForNew(result, codec);
        var folders = result.GetValue(data)!;
        foreach (var folder in folders)
        {
            InputFile.RequireFolder(folder, "A folder of MIDI files");
        }

        var options = TrainingRun.OptionsOf(result, folders);
        var config = TrainingRun.ConfigOf(result);
        if (result.GetValue(codec) is { } name)
        {
            config = config with { Codec = name };
        }

        TrainingRun.Do(
            options, "token", (say, report) => MusicTraining.Create(options, config, say, report), terminal, cancel);
    }
}
