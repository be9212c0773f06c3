using RnnGen.Media;

namespace RnnGen.Cli;

/// <summary>A few pictures that a model draws, side by side.</summary>
internal static class SampleGrid
{
    private const int Count = 36;

    /// <summary>Draws them, of each class in turn; the same seed gives the same noise.</summary>
    public static Picture Draw(DrawModel model, ulong seed)
    {
        var config = model.Network.Config;
        var painter = new Painter(model, seed);
        var pictures = new Picture[Count];
        for (var i = 0; i < Count; i++)
        {
            painter.Class = config.Classes > 0 ? i % config.Classes : null;
            painter.Reset();
            while (painter.TryNext())
            {
            }

            painter.Show(pictures[i] = new Picture(config.Width, config.Height));
        }

        return new SpriteSheet(pictures, 1).Picture;
    }
}
