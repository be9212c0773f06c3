using NUnit.Framework;
using RnnGen.Tools.Tests.Media;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public class VideoDataTests
{
    // Oracle: a frame twice as wide as high covers the middle half of a square one, and nothing is above and below.
    [Test]
    public void A_palette_has_a_colour_for_what_wide_frames_leave_open()
    {
        const int Side = 16;
        Film[] films = [new("a", MovingPictures.Noise(3, Side, Side / 2)), new("b", MovingPictures.Noise(3, 32, 16))];
        var data = VideoData.Create(
            new VideoSettings { Output = "palette", Side = Side, Colours = 4 },
            new FilmSplit([films[0]], [films[1]], AreShapes: false, "", ""));
        var config = data.Network.Frame;
        Assert.That(config.Palette.Count(colour => (byte)colour == 0), Is.EqualTo(1));
        var frame = new float[config.Values];
        foreach (var clips in new[] { data.Training, data.Validation })
        {
            clips.Read(0, 1, new Rng(1), frame);
            for (var y = 0; y < Side; y++)
            {
                var transparent = frame.AsSpan(y * config.Planes * Side, Side).ToArray();
                Assert.That(transparent, Is.All.EqualTo(y is >= Side / 4 and < Side * 3 / 4 ? 0 : 1));
            }
        }
    }
}
