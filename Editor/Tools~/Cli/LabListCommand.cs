using RnnGen.Training;
using Spectre.Console;

namespace RnnGen.Cli;

/// <summary><c>rnngen lab list</c></summary>
internal static class LabListCommand
{
    public static Verb Create()
    {
        var verb = new Verb(
            "list", "Lists the topics of the lecture, and the experiment that shows each.", "rnngen lab list");
        verb.Does((_, terminal, _) => List(terminal));
        return verb;
    }

    private static void List(Terminal terminal)
    {
        var table = new Table().AddColumns("topic", "experiment", "claim", "last run");
        table.AddColumn(new TableColumn("minutes").RightAligned());
        foreach (var experiment in Lecture.Experiments)
        {
            var last = LabRecord.Find(experiment.Name);
            if (terminal.Json)
            {
                terminal.WriteJson(new
                {
                    experiment.Name, experiment.Topic, experiment.Claim, experiment.Minutes, last?.Holds, last?.Date,
                });
            }

            table.AddRow(
                Markup.Escape(experiment.Topic),
                experiment.Name,
                Markup.Escape(experiment.Claim),
                last is null ? "none kept" : $"{(last.Holds ? "holds" : "falls short")}, {last.Date}",
                $"{last?.Minutes ?? experiment.Minutes:0.0}");
        }

        if (!terminal.Json)
        {
            terminal.WriteTable(table);
        }
    }
}
