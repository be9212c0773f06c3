using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary><c>rnngen models verify</c></summary>
internal static class ModelsVerifyCommand
{
    public static Verb Create()
    {
        var model = ModelsCommand.Model();
        var verb = new Verb(
            "verify",
            $"Loads a model, plays {GoldenHash.TokenSteps} steps or paints a picture or some frames, and prints the "
                + "hash of all scores or pixels, the same on every machine.",
            "rnngen models verify score")
        {
            model,
        };
        verb.Does((result, terminal, _) => Verify(ModelFile.Find(result.GetValue(model)!), terminal));
        return verb;
    }

    private static GoldenHash HashOf(string path) => ModelDescription.Load(path).Codec switch
    {
        FrameModel.Codec => GoldenHash.Of(FrameModel.Load(path).Network, 0),
        "text" => GoldenHash.Of(TextModel.Load(path).Network, Alphabet.Unknown),
        ModelDescription.ImageCodec => GoldenHash.Of(DrawModel.Load(path)),
        ModelDescription.VideoCodec => GoldenHash.Of(VideoModel.Load(path)),
        _ => HashOf(MusicModel.Load(path)),
    };

    private static GoldenHash HashOf(MusicModel model) => GoldenHash.Of(model.Network, model.Codec.StartToken);

    private static void Verify(string path, Terminal terminal)
    {
        var hash = ModelFile.Load(path, HashOf);
        if (terminal.Json)
        {
            var name = Path.GetFileNameWithoutExtension(path);
            terminal.WriteJson(new { Name = name, File = path, hash.Steps, Golden = hash.Text });
        }
        else
        {
            terminal.Output.WriteLine($"{path} is whole; golden hash of {hash.Steps} steps: {hash.Text}");
        }
    }
}
