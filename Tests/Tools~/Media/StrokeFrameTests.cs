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
        StrokeFrame.Draw(picture, Area(heads));
        var row = Enumerable.Range(0, 16).Select(x => picture.Pixels[(8 * 16 + x) * 4] == 255 ? '#' : '.');

        Assert.That(string.Concat(row), Is.EqualTo(expected));
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
