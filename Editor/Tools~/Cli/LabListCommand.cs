using RnnGen.Training;
using Spectre.Console;

namespace RnnGen.Cli;

/// <summary><c>rnngen lab list</c></summary>
internal static class LabListCommand
{
    public static Verb Create()
    {
        var verb = new Verb(
            "list", "Lists the topics of the lecture, and what shows each: most an experiment.", "rnngen lab list");
        verb.Does((_, terminal, _) => List(terminal));
        return verb;
    }

    private static void List(Terminal terminal)
    {
        var table = new Table().AddColumns("topic", "shown by", "claim", "last run");
        table.AddColumn(new TableColumn("minutes").RightAligned());
        foreach (var topic in Lecture.Topics)
        {
            var experiment = topic as Experiment;
            var last = experiment is null ? null : LabRecord.Find(experiment.Name);
            if (terminal.Json)
            {
                terminal.WriteJson(new
                {
                    experiment?.Name, Topic = topic.Title, topic.Claim, topic.Command, experiment?.Minutes,
                    last?.Holds, last?.Date,
                });
            }

            table.AddRow(
                Markup.Escape(topic.Title),
                topic.Command ?? "not yet",
                Markup.Escape(topic.Claim),
                experiment is null ? "" : last is null ? "none kept" : Outcome(last),
                $"{last?.Minutes ?? experiment?.Minutes:0.0}");
        }

        if (!terminal.Json)
        {
            terminal.WriteTable(table);
        }
    }

    private static string Outcome(LabRecord last) => $"{(last.Holds ? "holds" : "falls short")}, {last.Date}";
}
