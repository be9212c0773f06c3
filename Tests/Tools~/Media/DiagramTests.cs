using NUnit.Framework;
using RnnGen.Media;

namespace RnnGen.Tools.Tests.Media;

public sealed class DiagramTests
{
    // Oracle: where a line and shades must be, by their numbers.
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
        Assert.That(Colours(0, 480), Is.GreaterThan(2));
        var (dark, bright) = (At(300, 620), At(600, 620));
        Assert.That(dark, Is.Not.EqualTo(bright));
        Assert.That(At(600, 820), Is.EqualTo(dark));
        Assert.That(At(300, 820), Is.EqualTo(bright));

        int Colours(int from, int to)
        {
            var places = Enumerable.Range(from * 900, (to - from) * 900);
            return places.Select(place => At(place % 900, place / 900)).Distinct().Count();
        }

        int At(int x, int y) => BitConverter.ToInt32(picture.Pixels, ((y * 900) + x) * Picture.Channels);
    }
}
