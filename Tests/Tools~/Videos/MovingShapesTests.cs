using CsCheck;
using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public class MovingShapesTests
{
    private const int Side = 16;

    // Oracle: a walk that turns round at each wall, pixel by pixel.
    [Test]
    public void A_flight_is_a_walk_that_turns_at_walls()
    {
        Gen.Select(Gen.Int[0, 30], Gen.Int[-8, 8], Gen.Int[0, 30]).Sample((start, speed, room) =>
        {
            var flight = new Bounce(Math.Min(start, room), speed, room);
            var (at, direction) = (flight.Start, Math.Sign(speed));
            for (var frame = 0; frame < 50; frame++)
            {
                Assert.That(flight.At(frame), Is.EqualTo(at));
                for (var pixel = 0; pixel < Math.Abs(speed) && room > 0; pixel++)
                {
                    direction = at + direction < 0 || at + direction > room ? -direction : direction;
                    at += direction;
                }
            }
        });
    }

    // Oracle: the shape itself, found again in each frame by its box.
    [Test]
    public void A_shape_stays_whole_and_flies_straight_between_walls()
    {
        var shapes = Set(Picture(9, 5, 3, 4), Picture(2, 2, 6, 2));
        for (var index = 0; index < 2; index++)
        {
            var (width, height) = index == 0 ? (3, 4) : (6, 2);
            for (ulong seed = 0; seed < 20; seed++)
            {
                var boxes = Boxes(shapes, index, seed);
                Assert.That(boxes.All(box => box.Right - box.Left + 1 == width && box.Bottom - box.Top + 1 == height));
                for (var n = 2; n < boxes.Count; n++)
                {
                    var isFree = boxes.Skip(n - 2).Take(3).All(box => box.Left > 3 && box.Right < Side - 4);
                    var bend = boxes[n].Left - 2 * boxes[n - 1].Left + boxes[n - 2].Left;
                    Assert.That(!isFree || bend == 0);
                }
            }
        }
    }

    // Oracle: the speeds that are promised, of -3 to 3 pixels each way, in any pair.
    [Test]
    public void Shapes_fly_at_all_speeds_and_no_others()
    {
        var shapes = Set(Picture(3, 4, 2, 2));
        var found = new HashSet<(int Right, int Down)>();
        for (ulong seed = 0; seed < 3000; seed++)
        {
            var boxes = Boxes(shapes, 0, seed);
            var (left, right, top, bottom) = boxes[0];
            if (left >= 3 && right < Side - 3 && top >= 3 && bottom < Side - 3)
            {
                found.Add((boxes[1].Left - left, boxes[1].Top - top));
            }
        }

        var expected = Enumerable.Range(0, 49).Select(i => ((i / 7) - 3, (i % 7) - 3));
        Assert.That(found, Is.EquivalentTo(expected));
    }

    // Oracle: the binomial distribution of each of 5 places with each of 7 speeds.
    [Test]
    public void All_flights_are_equally_likely()
    {
        const int Draws = 35_000;
        var chance = new Rng(1);
        var counts = Enumerable.Range(0, Draws).Select(_ => Bounce.Draw(4, 3, chance)).CountBy(flight => flight);
        var expected = Enumerable.Range(0, 35).Select(i => new Bounce(i / 7, (i % 7) - 3, 4));
        Assert.That(counts.Select(pair => pair.Key), Is.EquivalentTo(expected));
        var most = 5 * Math.Sqrt(Draws / 35.0 * (1 - 1 / 35.0));
        Assert.That(counts.Select(pair => pair.Value), Is.All.EqualTo(Draws / 35).Within(most));
    }

    [Test]
    public void Shapes_of_validation_are_not_among_those_of_training()
    {
        var films = Enumerable.Range(0, 100).Select(i => new Film($"shapes/{i}", [Picture(1, 1, 2, 2)])).ToArray();
        var split = FilmSplit.ByName(films, 0.2, areShapes: true, "");
        Assert.That(split.Validation, Has.Count.InRange(5, 40));
        Assert.That(split.Training.Concat(split.Validation), Is.EquivalentTo(films));
        Assert.That(split.Training.Intersect(split.Validation), Is.Empty);
    }

    // Oracle: the names. Variants of a shape are all learned, or none is.
    [Test]
    public void Variants_of_a_shape_stay_together()
    {
        var films = Enumerable.Range(0, 60).Select(i => new Film($"{(char)('a' + (i / 3))}{i % 3}.png", [])).ToArray();
        var split = FilmSplit.ByName(films, 0.3, areShapes: true, "");
        Assert.That(split.Validation, Is.Not.Empty);
        Assert.That(
            split.Training.Select(film => film.Name[0]).Intersect(split.Validation.Select(film => film.Name[0])),
            Is.Empty);
    }

    [Test]
    public void The_same_chance_gives_the_same_clip()
    {
        var shapes = Set(Picture(9, 5, 3, 4));
        Assert.That(Clip(shapes, 0, 5), Is.EqualTo(Clip(shapes, 0, 5)));
        Assert.That(Clip(shapes, 0, 6), Is.Not.EqualTo(Clip(shapes, 0, 5)));
    }

    // Oracle: counts of pixels. Shapes of one pixel fly apart, and meet.
    [Test]
    public void As_many_shapes_fly_together_as_were_wanted()
    {
        var config = new DrawConfig { Width = 4, Height = 4 };
        var dots = Enumerable.Range(0, 3).Select(i => new LabelledPicture($"{i}", Picture(i, i, 1, 1), null));
        var shapes = new MovingShapes(config, 2, 3, dots);
        var clip = new float[200 * 16];
        shapes.Read(1, 200, new Rng(1), clip);
        int[] counts = [.. clip.Chunk(16).Select(frame => frame.Count(pixel => pixel == 1))];
        Assert.That(counts, Is.All.InRange(1, 2));
        Assert.That(counts, Does.Contain(2));
    }

    // Oracle: what is seen of it, all white, in every frame.
    [Test]
    public void A_soft_edge_does_not_flicker()
    {
        var soft = new Picture(2, 1);
        new byte[] { 0, 0, 0, 130, 255, 255, 255, 0 }.CopyTo(soft.Pixels, 0);
        var clip = new float[50 * Side * Side];
        Set(soft).Read(0, 50, new Rng(1), clip);
        Assert.That(clip.Chunk(Side * Side).Select(frame => frame.Sum()), Is.All.EqualTo(1));
    }

    [Test]
    public void The_class_of_a_clip_is_that_of_its_shape()
    {
        string?[] names = ["dog", null, "cat", "cow"];
        var config = new DrawConfig { Width = Side, Height = Side, Classes = 2, ClassNames = ["cat", "dog"] };
        var shapes = new MovingShapes(
            config, 1, 3, names.Select((name, i) => new LabelledPicture($"{i}", Picture(0, 0, 2, 2), name)));
        Assert.That(Enumerable.Range(0, 4).Select(shapes.ClassOf), Is.EqualTo(new[] { 1, 2, 0, 2 }));
        Assert.That(shapes.Hash(0), Is.Not.EqualTo(Set([.. names.Select(_ => Picture(0, 0, 2, 2))]).Hash(0)));
    }

    [Test]
    public void Says_what_is_wrong_with_shapes()
    {
        Assert.That(
            () => Set(new Picture(4, 4)), Throws.TypeOf<InvalidDataException>().With.Message.Contains("no picture"));
        Assert.That(
            () => Set(Picture(0, 0, 20, 3)), Throws.TypeOf<InvalidDataException>().With.Message.Contains("20 x 3"));
    }

    // Oracle: the numbers of frames. A short video goes round; of a long one a clip never jumps.
    [Test]
    public void Clips_of_short_videos_go_round()
    {
        var config = new DrawConfig { Width = 2, Height = 1, Output = "grey" };
        var set = new Animations(config, [new Film("a", Film(3)), new Film("b", Film(12))]);
        for (ulong seed = 0; seed < 20; seed++)
        {
            var clip = new float[5 * 2];
            set.Read(0, 5, new Rng(seed), clip);
            int[] numbers = [.. Enumerable.Range(0, 5).Select(n => (int)MathF.Round(clip[2 * n] * 255))];
            Assert.That(numbers.Zip(numbers.Skip(1)).All(pair => pair.Second == (pair.First + 1) % 3));
            set.Read(1, 5, new Rng(seed), clip);
            numbers = [.. Enumerable.Range(0, 5).Select(n => (int)MathF.Round(clip[2 * n] * 255))];
            Assert.That(numbers.Zip(numbers.Skip(1)).All(pair => pair.Second == pair.First + 1));
        }
    }

    private static IReadOnlyList<Picture> Film(int frames)
    {
        return [.. Enumerable.Range(0, frames).Select(n =>
        {
            var picture = new Picture(2, 1);
            new byte[] { (byte)n, (byte)n, (byte)n, 255, (byte)n, (byte)n, (byte)n, 255 }.CopyTo(picture.Pixels, 0);
            return picture;
        })];
    }

    private static MovingShapes Set(params Picture[] pictures)
    {
        var config = new DrawConfig { Width = Side, Height = Side };
        var shapes = pictures.Select((picture, i) => new LabelledPicture($"{i}", picture, null));
        return new MovingShapes(config, 1, 3, shapes);
    }

    private static float[] Clip(MovingShapes shapes, int index, ulong seed)
    {
        var clip = new float[12 * Side * Side];
        shapes.Read(index, 12, new Rng(seed), clip);
        return clip;
    }

    private static List<(int Left, int Right, int Top, int Bottom)> Boxes(MovingShapes shapes, int index, ulong seed)
    {
        return [.. Clip(shapes, index, seed).Chunk(Side * Side).Select(frame =>
        {
            var on = Enumerable.Range(0, frame.Length).Where(i => frame[i] == 1).ToArray();
            return (on.Min(i => i % Side), on.Max(i => i % Side), on.Min() / Side, on.Max() / Side);
        })];
    }

    /// <summary>Makes a black picture with a white box.</summary>
    private static Picture Picture(int left, int top, int width, int height)
    {
        var picture = new Picture(28, 28);
        for (var i = 0; i < 28 * 28; i++)
        {
            var isOn = i % 28 >= left && i % 28 < left + width && i / 28 >= top && i / 28 < top + height;
            picture.Pixels.AsSpan(i * 4, 3).Fill(isOn ? (byte)255 : (byte)0);
            picture.Pixels[i * 4 + 3] = 255;
        }

        return picture;
    }
}
