using System.CommandLine;
using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary><c>rnngen text train</c>: from folders of text to a model.</summary>
internal static class TextTrainCommand
{
    public static Verb Create()
    {
        var data = TextFiles.Data(
            "Folders of .txt files, or files, in UTF-8; sub-folders 'train' and 'valid' say how they are split.");
        var verb = new Verb(
            "train",
            "Makes a model that writes, character by character, from folders of text.",
            "rnngen text train --data ./speeches --out my.safetensors --minutes 30")
        {
            data,
        };
        TrainingRun.AddTo(verb);
        TrainingRun.AddObjectiveTo(verb);
        verb.Does((result, terminal, cancel) =>
        {
            var places = result.GetValue(data)!;
            TextFiles.Require(places);
            var options = TrainingRun.OptionsOf(result, places);
            var config = TrainingRun.ConfigOf(result);
            TrainingRun.Do(
                options,
                "character",
                (say, report) => TextTraining.Create(options, config, say, report),
                terminal,
                cancel);
        });
        return verb;
    }
}
