namespace RnnGen.Cli;

/// <summary>Paints pictures, and pictures of how they come about, with one painter and some settings.</summary>
/// <param name="painter">Who paints, in its size.</param>
/// <param name="strokes">The strokes of a picture, of which the last may be a part.</param>
internal sealed class Atelier(Painter painter, double strokes)
{
    // The chance of a pass must not be that of another, nor of a picture around.
    private const ulong OtherChance = 1UL << 62;

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
    /// <param name="hold">How often it is shown again when it is finished, and never marked.</param>
    /// <param name="isMarked">Whether a frame shows where the stroke was painted.</param>
    public IEnumerable<Picture> Watch(ulong seed, PaintNoise noise, int frames, int hold, bool isMarked)
    {
        var shown = Begin(seed, noise);
        for (var i = 0; i < frames; i++)
        {
            yield return Show(shown, strokes * i / (frames - 1), isMarked);
        }

        var finished = Show(shown, strokes, isMarked: false);
        for (var i = 0; i < hold; i++)
        {
            yield return finished;
        }
    }

    private PaintSubject? Begin(ulong seed, PaintNoise noise)
    {
        var shown = painter.Subject = Subject?.Invoke();
        painter.Noise = null;
        painter.Reset(seed ^ OtherChance);
        for (var pass = 1; pass < Passes; pass++)
        {
            Cancel.ThrowIfCancellationRequested();
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
            Media.StrokeFrame.Draw(picture, stroke, painter.Wraps);
        }

        return Scale == 1 ? picture : picture.Enlarged(Scale);
    }

    /// <summary>Makes what is looked at; null for nothing.</summary>
    public Func<PaintSubject>? Subject { get; init; }

    /// <summary>Ends the work between two passes.</summary>
    public CancellationToken Cancel { get; init; }

    /// <summary>How often what is missing in the subject is painted.</summary>
    public int Passes { get; init; } = 1;

    /// <summary>How many pixels each way show one that is painted.</summary>
    public int Scale { get; init; } = 1;

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

    /// <summary>The pixels of a row of what is shown.</summary>
    public int Width => Scale * painter.Width;

    /// <summary>The rows of what is shown.</summary>
    public int Height => Scale * painter.Height;
}
