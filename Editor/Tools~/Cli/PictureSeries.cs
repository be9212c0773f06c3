namespace RnnGen.Cli;

/// <summary>Paints the pictures of some seeds in turn: one of each, or the frames in which it moves.</summary>
/// <param name="atelier">Who paints.</param>
/// <param name="config">The blueprint of the model.</param>
/// <param name="seeds">How many seeds there are.</param>
internal sealed class PictureSeries(Atelier atelier, DrawConfig config, int seeds)
{
    /// <summary>Paints all of them.</summary>
    /// <param name="seed">The seed of the first picture; others have those that follow.</param>
    public IEnumerable<Picture> Paint(ulong seed)
    {
        return Enumerable.Range(0, seeds).SelectMany(i =>
        {
            var own = seed + (ulong)i;
            // Where pictures are to be near each other, the passes before the last have the same chance.
            var early = Motion == "walk" || (Motion != "loop" && Variation is not null) ? seed : own;
            return Motion switch
            {
                null => [atelier.Paint(early, NoiseOf(i))],
                "strokes" => atelier.Watch(early, NoiseOf(i), Frames, Hold, ShowsAttention),
                "loop" => Parts(turns => Around(own, turns)),
                _ => Parts(part => NoiseOf(i).Towards(NoiseOf((i + 1) % seeds), part)),
            };

            IEnumerable<Picture> Parts(Func<float, PaintNoise> at)
            {
                return Enumerable.Range(0, Frames).Select(frame => atelier.Paint(early, at((float)frame / Frames)));
            }
        });

        PaintNoise NoiseOf(int picture)
        {
            var own = new PaintNoise(config, seed + (ulong)picture);
            return Variation is { } strength && picture > 0 ? new PaintNoise(config, seed).Vary(own, strength) : own;
        }
    }

    /// <summary>Goes around a circle that begins at a picture, or, for variations, around one near it.</summary>
    private PaintNoise Around(ulong seed, float turns)
    {
        var (own, other) = (new PaintNoise(config, seed), new PaintNoise(config, ~seed));
        return Variation is { } strength
            ? own.Vary(other.Around(new PaintNoise(config, seed ^ (1UL << 63)), turns), strength)
            : own.Around(other, turns);
    }

    /// <summary>What moves: "strokes", "loop" or "walk"; null for nothing.</summary>
    public string? Motion { get; init; }

    /// <summary>The frames of each motion.</summary>
    public int Frames { get; init; } = 1;

    /// <summary>The frames that a picture stays after its last stroke.</summary>
    public int Hold { get; init; }

    /// <summary>Whether a frame around each stroke shows where it was painted.</summary>
    public bool ShowsAttention { get; init; }

    /// <summary>
    /// How far pictures stray from the first, and those of a loop from their own, 0 to 1; null for all the way.
    /// </summary>
    public float? Variation { get; init; }

    /// <summary>The pictures of each seed.</summary>
    public int Each => Frames + Hold;

    /// <summary>The pixels of a row of each picture.</summary>
    public int Width => atelier.Width;

    /// <summary>The rows of each picture.</summary>
    public int Height => atelier.Height;

    /// <summary>All pictures.</summary>
    public long Count => (long)seeds * Each;
}
