using NUnit.Framework;
using RnnGen.Media;

namespace RnnGen.Tools.Tests.Media;

public sealed class DiagramTests
{
    // Oracle: where a line and shades must be, by their numbers: the powers 0, 1 and, for nothing, -45; what is not a
    // number is left out, so that the line falls straight from the second place to the fourth.
    [Test]
    public void Diagrams_stand_one_below_the_other()
    {
        using var line = new Diagram("A line", "x", "y", isLogarithmic: true);
        line.Line("one", [0, 1, 2, 3], [1, 10, double.NaN, 0]);
        using var shade = new Diagram("Shades", "x", "y");
        shade.Shade(new double[,] { { 0, 1 }, { 1, 0 } });
        using var stream = new MemoryStream();
        Diagram.WritePng([line, shade], stream);
        stream.Position = 0;
        var picture = PictureFile.Read(stream);
        Assert.That((picture.Width, picture.Height), Is.EqualTo((900, 960)));
        var all = Enumerable.Range(0, 900).Select(Height);
        var heights = all.SkipWhile(double.IsNaN).TakeWhile(double.IsFinite).ToArray();
        Assert.That(heights, Has.Length.GreaterThan(300));
        var (top, bottom) = (heights.Min(), heights[^4]);
        Assert.That(heights[4] - top, Is.EqualTo((bottom - top) / 46).Within(3));
        Assert.That(heights[heights.Length * 2 / 3], Is.EqualTo((top + bottom) / 2).Within(6));
        var (dark, bright) = (At(300, 620), At(600, 620));
        Assert.That(dark, Is.Not.EqualTo(bright));
        Assert.That(At(600, 820), Is.EqualTo(dark));
        Assert.That(At(300, 820), Is.EqualTo(bright));

        double Height(int x)
        {
            var rows = Enumerable.Range(0, 480).Where(y => IsColoured(picture, x, y)).ToArray();
            return rows.Length > 0 ? rows.Average() : double.NaN;
        }

        int At(int x, int y) => BitConverter.ToInt32(picture.Pixels, ((y * 900) + x) * Picture.Channels);
    }

    // Oracle: lines along all four sides of the axes are as long as each other, seen by their colours.
    [Test]
    public void Names_of_lines_hide_none_of_them()
    {
        using var diagram = new Diagram("Lines", "x", "y");
        var names = Enumerable.Range(0, 4).Select(i => $"a line with a long name, {i}").ToArray();
        diagram.Line(names[0], [0, 1], [0, 0]);
        diagram.Line(names[1], [0, 1], [1, 1]);
        diagram.Line(names[2], [0, 0], [0.05, 0.95]);
        diagram.Line(names[3], [1, 1], [0.05, 0.95]);
        using var stream = new MemoryStream();
        Diagram.WritePng([diagram], stream);
        stream.Position = 0;
        var picture = PictureFile.Read(stream);
        var runs = Enumerable.Range(0, 480).Select(y => Longest(900, x => IsColoured(picture, x, y)))
            .OrderDescending().ToArray();
        var falls = Enumerable.Range(0, 900).Select(x => Longest(480, y => IsColoured(picture, x, y)))
            .OrderDescending().ToArray();

        // Each line is two pixels wide, and those along the sides come first.
        Assert.That(runs[3], Is.EqualTo(runs[0]).Within(2).And.GreaterThan(300));
        Assert.That(falls[3], Is.EqualTo(falls[0]).Within(2).And.GreaterThan(300));

        static int Longest(int count, Func<int, bool> isColoured)
        {
            var (longest, run) = (0, 0);
            for (var i = 0; i < count; i++)
            {
                run = isColoured(i) ? run + 1 : 0;
                longest = Math.Max(longest, run);
            }

            return longest;
        }
    }

    private static bool IsColoured(Picture picture, int x, int y)
    {
        var pixel = picture.Pixels.AsSpan(((y * 900) + x) * Picture.Channels, 3);
        return Math.Max(pixel[0], Math.Max(pixel[1], pixel[2])) - Math.Min(pixel[0], Math.Min(pixel[1], pixel[2])) > 60;
    }
}
