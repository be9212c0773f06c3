using Spectre.Console;

namespace RnnGen.Cli;

/// <summary><c>rnngen models list</c></summary>
internal static class ModelsListCommand
{
    public static Verb Create()
    {
        var verb = new Verb("list", "Lists the models that ship.", "rnngen models list");
        verb.Does((_, terminal, _) => List(terminal));
        return verb;
    }

    private static void List(Terminal terminal)
    {
        var models = ModelFile.Shipped().Select(path => Load(path, terminal)).OfType<ModelDescription>().ToArray();
        if (terminal.Json)
        {
            foreach (var model in models)
            {
                terminal.WriteJson(new
                {
                    model.Name,
                    model.File,
                    model.Bytes,
                    model.Weights,
                    model.Codec,
                    model.Network,
                    model.ValidationNll,
                });
            }

            return;
        }

        var table = new Table().AddColumns("name", "codec", "network");
        table.AddColumn(new TableColumn("weights").RightAligned());
        table.AddColumn(new TableColumn("MB").RightAligned());
        table.AddColumn(new TableColumn("nats a token, picture or frame").RightAligned());
        foreach (var model in models)
        {
            table.AddRow(
                Markup.Escape(model.Name),
                Markup.Escape(model.Codec),
                Markup.Escape(model.Network),
                $"{model.Weights:N0}",
                $"{model.Bytes / 1e6:0.0}",
                $"{model.ValidationNll:0.000}");
        }

        terminal.WriteTable(table);
    }

    private static ModelDescription? Load(string path, Terminal terminal)
    {
        try
        {
            return ModelFile.Load(path, ModelDescription.Load);
        }
        catch (Exception exception) when (exception is UserException or ModelFormatException)
        {
            terminal.Say($"Skipped '{path}': {exception.Message}");
            return null;
        }
    }
}
