namespace RnnGen.Training;

/// <summary>
/// Compares what a model paints with pictures that it did not learn from, and with those that it did.
/// </summary>
/// <remarks>
/// Pictures are compared by their pixels, as <see cref="PictureFeatures"/> says, and painted of the classes that the
/// measured ones have. All chance comes from the seed, whatever the number of threads.
/// </remarks>
public sealed class PaintingEvaluation
{
    private const int Neighbours = 5;
    private const int Nearest = 3;
    private const int Shown = 12;
    private const double NearQuantile = 0.05;

    private readonly DrawModel model;
    private readonly DrawConfig config;
    private readonly ImageSet measured;
    private readonly ImageSet training;
    private readonly IReadOnlyList<LabelledPicture> names;
    private readonly int count;

    /// <param name="model">The model.</param>
    /// <param name="pictures">What it did not learn from; scaled to the model's size.</param>
    /// <param name="training">What it learned from; scaled to the model's size.</param>
    /// <param name="most">The most pictures to paint; fewer if there are fewer of the others.</param>
    /// <exception cref="InvalidDataException">There are too few pictures.</exception>
    public PaintingEvaluation(
        DrawModel model, IReadOnlyList<LabelledPicture> pictures, IReadOnlyList<LabelledPicture> training, int most)
    {
        this.model = model;
        config = model.Network.Config;
        measured = ImageData.Read(config, pictures);
        this.training = ImageData.Read(config, training);
        names = training;
        count = Math.Min(most, Math.Min(measured.Count, training.Count));
        if (count <= Neighbours)
        {
            throw new InvalidDataException(
                $"Precision and recall need more than {Neighbours} pictures of each kind, but there are {most} to "
                + $"paint, {measured.Count} to measure and {training.Count} that were learned.");
        }
    }

    /// <summary>Paints and compares.</summary>
    /// <param name="seed">Where chance starts: the pictures are those of this seed and the following ones.</param>
    /// <param name="threads">How many threads may work.</param>
    /// <param name="cancel">Ends it.</param>
    public PaintingReport Run(ulong seed, int threads, CancellationToken cancel)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel };
        var chance = new Rng(seed);
        var chosen = Choice(measured.Count, chance);
        var real = Features(chosen.Select(measured.PictureOf), chance);
        var learned = Features(Enumerable.Range(0, training.Count).Select(training.PictureOf), chance);
        var pixels = Features(Enumerable.Range(0, count).Select(_ => Mixed(chance)), chance);
        var pictures = Paint(seed, chosen, parallel);
        var painted = Features(pictures, chance);
        var target = new Manifold(real, Neighbours, parallel);
        var nearest = Search(painted, learned, parallel);
        var others = Search(real, learned, parallel);
        var least = Array.ConvertAll(nearest, found => found[0].Distance);
        var usual = Array.ConvertAll(others, found => found[0].Distance);
        var limit = usual.Order().ElementAt((int)(NearQuantile * count));
        var order = Enumerable.Range(0, count).OrderBy(i => least[i]).Take(Shown).ToArray();
        Alike = [.. order.Select(i => pictures[i]), .. Enumerable.Range(0, Nearest).SelectMany(
            rank => order.Select(i => training.PictureOf(nearest[i][rank].Index)))];
        return new PaintingReport(
            count,
            Neighbours,
            Compare(painted),
            Compare([.. Choice(training.Count, chance).Select(i => learned[i])]),
            Compare(pixels),
            DistancesOf(least),
            DistancesOf(usual),
            least.Average(distance => distance < limit ? 1.0 : 0),
            [.. order.Select(i => new LikenessReport(
                seed + (ulong)i,
                ClassOf(chosen[i]) is { } label ? config.ClassNames.ElementAtOrDefault(label) ?? $"{label}" : null,
                [.. nearest[i].Select(found => names[found.Index].Name)],
                [.. nearest[i].Select(found => found.Distance)]))]);

        ManifoldReport Compare(float[][] made) => Manifold.Compare(new(made, Neighbours, parallel), target);
    }

    private float[][] Features(IEnumerable<Picture> pictures, Rng chance)
    {
        return [.. pictures.Select(picture => PictureFeatures.Of(config, picture, chance))];
    }

    /// <summary>Chooses as many as are painted, each at most once.</summary>
    private int[] Choice(int all, Rng chance)
    {
        var order = Enumerable.Range(0, all).ToArray();
        for (var i = 0; i < count; i++)
        {
            var other = i + chance.Below(all - i);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order[..count];
    }

    private Picture Mixed(Rng chance)
    {
        var mixed = new Picture(config.Width, config.Height);
        for (var at = 0; at < mixed.Pixels.Length; at += Picture.Channels)
        {
            training.PictureOf(chance.Below(training.Count)).Pixels.AsSpan(at, Picture.Channels)
                .CopyTo(mixed.Pixels.AsSpan(at));
        }

        return mixed;
    }

    private Picture[] Paint(ulong seed, int[] like, ParallelOptions parallel)
    {
        var pictures = new Picture[count];
        Parallel.For(
            0,
            count,
            parallel,
            () => new Painter(model),
            (i, _, painter) =>
            {
                painter.Class = ClassOf(like[i]);
                painter.Reset(seed + (ulong)i);
                while (painter.TryNext())
                {
                }

                painter.Show(pictures[i] = new Picture(config.Width, config.Height));
                return painter;
            },
            _ => { });
        return pictures;
    }

    private int? ClassOf(int picture)
    {
        var label = measured.ClassOf(picture);
        return label < config.Classes ? label : null;
    }

    private static (int Index, double Distance)[][] Search(
        float[][] points, float[][] among, ParallelOptions parallel)
    {
        var found = new (int, double)[points.Length][];
        Parallel.For(0, points.Length, parallel, i => found[i] = Array.ConvertAll(
            Manifold.Nearest(points[i], among, Nearest),
            near => (near.Index, PictureFeatures.Difference(points[i], near.Squared))));
        return found;
    }

    private static DistanceReport DistancesOf(double[] distances)
    {
        var sorted = distances.Order().ToArray();
        return new DistanceReport(sorted[0], sorted[sorted.Length / 2], sorted.Count(distance => distance == 0));
    }

    /// <summary>
    /// Gets the painted pictures of <see cref="PaintingReport.Alike"/> after a run, in a row, and below each the
    /// nearest that were learned.
    /// </summary>
    public IReadOnlyList<Picture> Alike { get; private set; } = [];
}
