using NUnit.Framework;
using RnnGen.Media;

namespace RnnGen.Tools.Tests.Media;

public sealed class StrokeFrameTests
{
    // Oracle: drawn by hand. The middle is 8, and the stride 15 · 0.4, so that the edges are at 2 and 14.
    [TestCase(1, ".#............#.")]
    [TestCase(9, ".##..........##.")]
    public void The_frame_lies_around_the_area(int spread, string expected)
    {
        var picture = new Picture(16, 16);
        var heads = new float[] { 0, 0, 2 * MathF.Log(spread), MathF.Log(0.4f), 0 };
        StrokeFrame.Draw(picture, Area(heads), wraps: false);
        Assert.That(Row(picture), Is.EqualTo(expected));
    }

    // Oracle: drawn by hand. The middle is 16.5, half a pixel beyond the right side, so that the edges are at 10.5 and
    // 22.5, which on a ring of 16 is 6.5.
    [TestCase(false, "..........#.....")]
    [TestCase(true, "......#...#.....")]
    public void What_leaves_a_tile_comes_back_on_the_other_side(bool wraps, string expected)
    {
        var picture = new Picture(16, 16);
        StrokeFrame.Draw(picture, Area([1, 0, 0, MathF.Log(0.4f), 0]), wraps);
        Assert.That(Row(picture), Is.EqualTo(expected));
    }

    private static string Row(Picture picture)
    {
        return string.Concat(
            Enumerable.Range(0, 16).Select(x => picture.Pixels[(8 * 16 + x) * 4] == 255 ? '#' : '.'));
    }

    private static StrokeArea Area(float[] attention)
    {
        var model = DrawModel.Create(new DrawConfig { Width = 16, Height = 16, Steps = 1, Size = 2, Write = 2 }, 1);
        var heads = Enumerable.Range(0, model.Parameters.Count)
            .Select(i => model.Parameters[i])
            .Where(parameter => parameter.Name.StartsWith("heads", StringComparison.Ordinal));
        foreach (var parameter in heads)
        {
            for (var input = 0; input < parameter.Inputs; input++) parameter.Row(input).Clear();
            if (parameter.IsRow) attention.CopyTo(parameter.Row(0)[4..]);
            parameter.Changed();
        }

        var painter = new Painter(model);
        painter.TryNext();
        return painter.Stroke!.Value;
    }
}
