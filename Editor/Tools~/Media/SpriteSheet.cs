using System.Text.Json;

namespace RnnGen.Media;

/// <summary>Represents pictures side by side in one, and where each is, in the form of Aseprite's array.</summary>
public sealed class SpriteSheet
{
    private const int Milliseconds = 1000;

    private static readonly JsonSerializerOptions form = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly IReadOnlyList<Picture> frames;
    private readonly int columns;
    private readonly int gap;

    /// <param name="frames">Pictures of one size, at least one.</param>
    /// <param name="gap">The transparent pixels between two.</param>
    /// <param name="columns">The pictures of a row; null for the fewest that are not fewer than the rows.</param>
    public SpriteSheet(IReadOnlyList<Picture> frames, int gap, int? columns = null)
    {
        this.frames = frames;
        this.gap = gap;
        this.columns = columns ?? (int)Math.Ceiling(Math.Sqrt(frames.Count));
        var rows = (frames.Count + this.columns - 1) / this.columns;
        var (width, height) = (frames[0].Width, frames[0].Height);
        Picture = new Picture(this.columns * (width + gap) - gap, rows * (height + gap) - gap);
        for (var i = 0; i < frames.Count; i++)
        {
            var (left, top) = PlaceOf(i);
            for (var y = 0; y < height; y++)
            {
                frames[i].Pixels.AsSpan(y * width * Picture.Channels, width * Picture.Channels)
                    .CopyTo(Picture.Pixels.AsSpan(((top + y) * Picture.Width + left) * Picture.Channels));
            }
        }
    }

    /// <summary>Makes the description: frames, durations, tags, and a pivot in the middle.</summary>
    /// <param name="image">The name of the file of the sheet.</param>
    /// <param name="rate">How fast frames are shown.</param>
    /// <param name="tags">Names of frames that belong together, first and last.</param>
    /// <param name="texts">What the file says about itself, by name.</param>
    public byte[] Describe(
        string image,
        FrameRate rate,
        IEnumerable<(string Name, int From, int To)> tags,
        IReadOnlyDictionary<string, string> texts)
    {
        var (w, h) = (frames[0].Width, frames[0].Height);
        var name = Path.GetFileNameWithoutExtension(image);
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                frames = frames.Select((_, i) => new
                {
                    filename = $"{name} {i}",
                    frame = new { x = PlaceOf(i).Left, y = PlaceOf(i).Top, w, h },
                    rotated = false,
                    trimmed = false,
                    spriteSourceSize = new { x = 0, y = 0, w, h },
                    sourceSize = new { w, h },
                    duration = rate.StartOf(i + 1, Milliseconds) - rate.StartOf(i, Milliseconds),
                }),
                meta = new
                {
                    app = "rnngen",
                    image,
                    format = "RGBA8888",
                    size = new { w = Picture.Width, h = Picture.Height },
                    scale = "1",
                    frameTags = tags.Select(tag => new
                    {
                        name = tag.Name,
                        from = tag.From,
                        to = tag.To,
                        direction = "forward",
                    }),
                    slices = new[]
                    {
                        new
                        {
                            name = "pivot",
                            color = "#0000ffff",
                            keys = new[]
                            {
                                new
                                {
                                    frame = 0,
                                    bounds = new { x = 0, y = 0, w, h },
                                    pivot = new { x = w / 2, y = h / 2 },
                                },
                            },
                        },
                    },
                    rnngen = texts,
                },
            },
            form);
    }

    private (int Left, int Top) PlaceOf(int frame)
    {
        return (frame % columns * (frames[0].Width + gap), frame / columns * (frames[0].Height + gap));
    }

    /// <summary>Gets the sheet.</summary>
    public Picture Picture { get; }
}
