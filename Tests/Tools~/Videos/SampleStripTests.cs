using NUnit.Framework;
using RnnGen.Cli;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public class SampleStripTests
{
    // Oracle: the largest side of a picture. A clip may have more frames than fit beside each other.
    [TestCase(3, 3 * 17)]
    [TestCase(1000, 963 * 17)]
    public void Has_as_many_frames_as_fit(int frames, int width)
    {
        var frame = new DrawConfig { Width = 16, Height = 16, Steps = 1, Size = 2, Latent = 1 };
        var model = VideoModel.Create(new VideoConfig { Frame = frame }, 1);
        var clip = new ShownClip([.. Enumerable.Repeat(new Picture(16, 16), frames)], null);
        var strip = SampleStrip.Draw(new VideoProgress(model, null!, [clip], 1, 1));
        Assert.That((strip.Width, strip.Height), Is.EqualTo((width, 4 * 17)));
    }
}
