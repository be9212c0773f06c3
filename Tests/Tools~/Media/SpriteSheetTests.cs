using System.Text.Json.Nodes;
using NUnit.Framework;
using RnnGen.Media;

namespace RnnGen.Tools.Tests.Media;

public sealed class SpriteSheetTests
{
    // Oracle: each frame is cut out where the description says it is, as a game does.
    [Test]
    public void Each_frame_is_where_the_description_says([Values(2, 3, 4, 7)] int count, [Values(0, 2)] int gap)
    {
        var frames = MovingPictures.Noise(count, 5, 4);
        var sheet = new SpriteSheet(frames, gap);
        var described = Describe(sheet, new FrameRate(25))["frames"]!.AsArray();

        Assert.That(described, Has.Count.EqualTo(count));
        for (var i = 0; i < count; i++)
        {
            var place = described[i]!["frame"]!;
            var (left, top) = ((int)place["x"]!, (int)place["y"]!);
            for (var y = 0; y < 4; y++)
            {
                var row = sheet.Picture.Pixels.AsSpan(((top + y) * sheet.Picture.Width + left) * 4, 5 * 4);
                Assert.That(row.ToArray(), Is.EqualTo(frames[i].Pixels.AsSpan(y * 5 * 4, 5 * 4).ToArray()));
            }
        }
    }

    // Oracle: the form that Aseprite exports as "Array".
    [Test]
    public void The_description_has_the_form_of_aseprite()
    {
        var described = Describe(new SpriteSheet(MovingPictures.Noise(3, 5, 4), 1), new FrameRate(30));

        Assert.That(described["frames"]!.AsArray().Select(frame => (int)frame!["duration"]!),
            Is.EqualTo(new[] { 33, 34, 33 }));
        Assert.That(described["frames"]![1]!.ToJsonString(), Is.EqualTo(
            """
            {"filename":"sheet 1","frame":{"x":6,"y":0,"w":5,"h":4},"rotated":false,"trimmed":false,
            "spriteSourceSize":{"x":0,"y":0,"w":5,"h":4},"sourceSize":{"w":5,"h":4},"duration":34}
            """.ReplaceLineEndings("")));
        Assert.That(described["meta"]!.ToJsonString(), Is.EqualTo(
            """
            {"app":"rnngen","image":"sheet.png","format":"RGBA8888","size":{"w":11,"h":9},"scale":"1",
            "frameTags":[{"name":"walk","from":0,"to":2,"direction":"forward"}],
            "slices":[{"name":"pivot","color":"#0000ffff","keys":[{"frame":0,"bounds":{"x":0,"y":0,"w":5,"h":4},
            "pivot":{"x":2,"y":2}}]}],"rnngen":{"Seed":"7"}}
            """.ReplaceLineEndings("")));
    }

    private static JsonNode Describe(SpriteSheet sheet, FrameRate rate)
    {
        var texts = new Dictionary<string, string> { ["Seed"] = "7" };
        return JsonNode.Parse(sheet.Describe("sheet.png", rate, [("walk", 0, 2)], texts))!;
    }
}
