namespace RnnGen.Cli;

/// <summary>Paints pictures, and pictures of how they come about, with one model and some settings.</summary>
/// <param name="model">The model.</param>
/// <param name="side">The pixels of the longer side; 0 for the size that was learned.</param>
/// <param name="wraps">Whether pictures are tiles without a seam.</param>
/// <param name="strokes">The strokes of a picture, of which the last may be a part.</param>
/// <param name="subject">Makes what is looked at; null for nothing.</param>
/// <param name="passes">How often what is missing in the subject is painted.</param>
internal sealed class Atelier(
    DrawModel model, int side, bool wraps, double strokes, Func<PaintSubject>? subject, int passes)
{
    private readonly Painter painter = new(model, 0, side, wraps);

    /// <summary>Paints a picture.</summary>
    public Picture Paint(ulong seed, PaintNoise noise)
    {
        var shown = Begin(seed, noise);
        return Show(shown, strokes, isMarked: false);
    }

    /// <summary>Paints a picture, and shows it at equal distances of time from the blank canvas on.</summary>
    /// <param name="seed">Where the chance of all passes but the last starts.</param>
    /// <param name="noise">The chance of the last.</param>
    /// <param name="frames">How often it is shown, at least twice.</param>
    /// <param name="isMarked">Whether a frame shows where the stroke was painted.</param>
    public IEnumerable<Picture> Watch(ulong seed, PaintNoise noise, int frames, bool isMarked)
    {
        var shown = Begin(seed, noise);
        for (var i = 0; i < frames; i++)
        {
            yield return Show(shown, strokes * i / (frames - 1), isMarked);
        }
    }

    private PaintSubject? Begin(ulong seed, PaintNoise noise)
    {
        var shown = painter.Subject = subject?.Invoke();
        painter.Noise = null;
        painter.Reset(seed);
        for (var pass = 1; pass < passes; pass++)
        {
            while (painter.TryNext())
            {
            }

            shown!.Take(painter);
            painter.Reset();
        }

        painter.Noise = noise;
        return shown;
    }

    private Picture Show(PaintSubject? shown, double time, bool isMarked)
    {
        while (painter.Step < time)
        {
            painter.TryNext();
        }

        var picture = new Picture(painter.Width, painter.Height);
        painter.Show(picture, painter.Step == 0 ? 1 : (float)(time - (painter.Step - 1)));
        if (shown is { IsPartial: true })
        {
            shown.Keep(picture);
        }

        if (isMarked && painter.Stroke is { } stroke)
        {
            Media.StrokeFrame.Draw(picture, stroke);
        }

        return picture;
    }

    /// <summary>What pictures are to show, a class of the model, or null for anything.</summary>
    public int? Class
    {
        set => painter.Class = value;
    }

    /// <summary>How far chance may stray.</summary>
    public float Temperature
    {
        set => painter.Temperature = value;
    }

    /// <summary>The pixels of a picture.</summary>
    public long Area => (long)painter.Width * painter.Height;
}
