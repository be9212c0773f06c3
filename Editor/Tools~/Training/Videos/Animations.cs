namespace RnnGen.Training;

/// <summary>Represents videos as they are.</summary>
/// <remarks>
/// A clip begins anywhere that leaves as many frames as are asked for; a video of fewer goes round and round, as
/// animations of games do, and its clips begin anywhere.
/// </remarks>
internal sealed class Animations : ClipSet
{
    private readonly DrawConfig config;
    private readonly ImageSet frames;
    private readonly List<(int First, int Count)> films = [];

    /// <param name="config">The blueprint of a frame.</param>
    /// <param name="films">The videos, whose frames have the size of the blueprint.</param>
    public Animations(DrawConfig config, IEnumerable<Film> films)
    {
        this.config = config;
        frames = new ImageSet(config);
        foreach (var film in films)
        {
            this.films.Add((frames.Count, film.Frames.Count));
            var label = ClassNames.NumberIn(config, film.Class);
            foreach (var frame in film.Frames)
            {
                frames.Add(frame, label);
            }
        }
    }

    public override void Read(int index, int frames, Rng chance, Span<float> to)
    {
        var (first, count) = films[index];
        var start = chance.Below(count > frames ? count - frames + 1 : count < frames ? count : 1);
        for (var n = 0; n < frames; n++)
        {
            var frame = first + ((start + n) % count);
            this.frames.Read(frame, chance, default, to.Slice(n * config.Values, config.Values));
        }
    }

    public override int ClassOf(int index) => frames.ClassOf(films[index].First);

    public override ulong Hash(ulong hash)
    {
        foreach (var (_, count) in films)
        {
            hash = Fnv.Add(hash, (uint)count);
        }

        return frames.Hash(hash);
    }

    public override int Count => films.Count;
}
