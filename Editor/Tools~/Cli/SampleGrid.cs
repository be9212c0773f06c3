namespace RnnGen.Cli;

/// <summary>A few pictures that a model draws, side by side.</summary>
internal static class SampleGrid
{
    private const int Side = 6;

    /// <summary>Draws them, of each class in turn; the same seed gives the same noise.</summary>
    public static Picture Draw(DrawModel model, ulong seed)
    {
        var config = model.Network.Config;
        var painter = new Painter(model, seed);
        var tile = new Picture(config.Width, config.Height);
        var grid = new Picture(Side * (config.Width + 1), Side * (config.Height + 1));
        for (var i = 0; i < Side * Side; i++)
        {
            painter.Class = config.Classes > 0 ? i % config.Classes : null;
            painter.Reset();
            while (painter.TryNext())
            {
            }

            painter.Show(tile);
            Copy(tile, grid, i % Side * (config.Width + 1), i / Side * (config.Height + 1));
        }

        return grid;
    }

    private static void Copy(Picture from, Picture to, int left, int top)
    {
        for (var y = 0; y < from.Height; y++)
        {
            from.Pixels.AsSpan(y * from.Width * Picture.Channels, from.Width * Picture.Channels)
                .CopyTo(to.Pixels.AsSpan(((top + y) * to.Width + left) * Picture.Channels));
        }
    }
}
