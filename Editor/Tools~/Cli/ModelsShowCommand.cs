using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace RnnGen.Cli;

/// <summary><c>rnngen models show</c></summary>
internal static class ModelsShowCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Verb Create()
    {
        var model = ModelsCommand.Model();
        var settings = new Option<bool>("--settings")
        {
            Description =
                "Print only the settings of its training, as --config of the command that trained it reads them.",
        };
        var verb = new Verb("show", "Shows the card and the tensors of a model.", "rnngen models show score")
        {
            model, settings,
        };
        verb.Does((result, terminal, _) =>
        {
            var description = ModelFile.Load(result.GetValue(model)!, ModelDescription.Load);
            if (result.GetValue(settings))
            {
                terminal.Output.WriteLine(SettingsOf(description).ToJsonString(terminal.Json ? null : Indented));
            }
            else
            {
                Show(description, terminal);
            }
        });
        return verb;
    }

    private static JsonNode SettingsOf(ModelDescription model)
    {
        return model.Settings ?? throw new UserException(
            ExitCode.BadInput, $"A model with the settings of its training was expected, but '{model.File}' has none.");
    }

    private static void Show(ModelDescription model, Terminal terminal)
    {
        if (terminal.Json)
        {
            terminal.WriteJson(new
            {
                model.Name,
                model.File,
                model.Bytes,
                model.Weights,
                Metadata = model.Texts,
                Tensors = model.Tensors.Select(tensor => new { tensor.Name, tensor.Shape }),
            });
            return;
        }

        terminal.Output.WriteLine($"{model.File}: {model.Weights:N0} weights, {model.Bytes:N0} bytes");
        foreach (var (name, text) in model.Texts)
        {
            terminal.Output.WriteLine($"{name}: {text?.ToJsonString(Indented) ?? "null"}");
        }

        var table = new Table().AddColumns("tensor", "shape").AddColumn(new TableColumn("values").RightAligned());
        foreach (var tensor in model.Tensors)
        {
            var shape = string.Join(" x ", tensor.Shape);
            table.AddRow(Markup.Escape(tensor.Name), shape, $"{tensor.Values.Length:N0}");
        }

        terminal.WriteTable(table);
    }
}
